package io.tracklayer.contract.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One product line, as far as it is known. Built by {@link #builder}.
 *
 * @param category2 to {@code category5}: finer than {@code category}, level by level
 * @param quantity may be fractional (weight)
 * @param discount for one piece
 * @param affiliation the shop or supplier that sold it
 * @param position in its list, as the source counts
 * @param listId of the list in which it was shown
 * @param url of the product's page
 */
public record Item(
    @Nullable String id,
    @Nullable String sku,
    @Nullable String name,
    @Nullable String brand,
    @Nullable String category,
    @Nullable String category2,
    @Nullable String category3,
    @Nullable String category4,
    @Nullable String category5,
    @Nullable String variant,
    @Nullable BigDecimal price,
    @Nullable BigDecimal quantity,
    @Nullable String coupon,
    @Nullable BigDecimal discount,
    @Nullable String affiliation,
    @Nullable Integer position,
    @Nullable String listId,
    @Nullable String listName,
    @Nullable String url,
    @Nullable String imageUrl) {

  public static Builder builder() {
    return new Builder();
  }

  /** Collects what is known; anything not set is absent. */
  public static final class Builder {

    private @Nullable String id;
    private @Nullable String sku;
    private @Nullable String name;
    private @Nullable String brand;
    private @Nullable String category;
    private @Nullable String category2;
    private @Nullable String category3;
    private @Nullable String category4;
    private @Nullable String category5;
    private @Nullable String variant;
    private @Nullable BigDecimal price;
    private @Nullable BigDecimal quantity;
    private @Nullable String coupon;
    private @Nullable BigDecimal discount;
    private @Nullable String affiliation;
    private @Nullable Integer position;
    private @Nullable String listId;
    private @Nullable String listName;
    private @Nullable String url;
    private @Nullable String imageUrl;

    private Builder() {}

    public Builder id(@Nullable String value) {
      this.id = value;
      return this;
    }

    public Builder sku(@Nullable String value) {
      this.sku = value;
      return this;
    }

    public Builder name(@Nullable String value) {
      this.name = value;
      return this;
    }

    public Builder brand(@Nullable String value) {
      this.brand = value;
      return this;
    }

    public Builder category(@Nullable String value) {
      this.category = value;
      return this;
    }

    public Builder category2(@Nullable String value) {
      this.category2 = value;
      return this;
    }

    public Builder category3(@Nullable String value) {
      this.category3 = value;
      return this;
    }

    public Builder category4(@Nullable String value) {
      this.category4 = value;
      return this;
    }

    public Builder category5(@Nullable String value) {
      this.category5 = value;
      return this;
    }

    public Builder variant(@Nullable String value) {
      this.variant = value;
      return this;
    }

    public Builder price(@Nullable BigDecimal value) {
      this.price = value;
      return this;
    }

    public Builder quantity(@Nullable BigDecimal value) {
      this.quantity = value;
      return this;
    }

    public Builder coupon(@Nullable String value) {
      this.coupon = value;
      return this;
    }

    public Builder discount(@Nullable BigDecimal value) {
      this.discount = value;
      return this;
    }

    public Builder affiliation(@Nullable String value) {
      this.affiliation = value;
      return this;
    }

    public Builder position(@Nullable Integer value) {
      this.position = value;
      return this;
    }

    public Builder listId(@Nullable String value) {
      this.listId = value;
      return this;
    }

    public Builder listName(@Nullable String value) {
      this.listName = value;
      return this;
    }

    public Builder url(@Nullable String value) {
      this.url = value;
      return this;
    }

    public Builder imageUrl(@Nullable String value) {
      this.imageUrl = value;
      return this;
    }

    public Item build() {
      return new Item(
          id,
          sku,
          name,
          brand,
          category,
          category2,
          category3,
          category4,
          category5,
          variant,
          price,
          quantity,
          coupon,
          discount,
          affiliation,
          position,
          listId,
          listName,
          url,
          imageUrl);
    }
  }
}
