package io.tracklayer.contract.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the person, in clear: destinations normalise and hash for themselves. Lists
 * begin with the most recent. Built by {@link #builder}.
 *
 * @param birthDate ISO, {@code 1990-01-31}
 * @param country ISO 3166-1 alpha-2 in upper case where it could be recognised, else as sent
 * @param userAgent the newest known, even if this event has none
 */
public record Person(
    @Nullable String userId,
    @Nullable String anonymousId,
    List<String> emails,
    List<String> phones,
    Map<String, List<String>> externalIds,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String gender,
    @Nullable String birthDate,
    @Nullable String city,
    @Nullable String state,
    @Nullable String postalCode,
    @Nullable String country,
    @Nullable String userAgent) {

  public Person {
    emails = emails == null ? List.of() : List.copyOf(emails);
    phones = phones == null ? List.of() : List.copyOf(phones);
    externalIds = externalIds == null ? Map.of() : externalIds;
  }

  public static final Person UNKNOWN = builder().build();

  public static Builder builder() {
    return new Builder();
  }

  /** Collects what is known; anything not set is absent. */
  public static final class Builder {

    private @Nullable String userId;
    private @Nullable String anonymousId;
    private List<String> emails = List.of();
    private List<String> phones = List.of();
    private Map<String, List<String>> externalIds = Map.of();
    private @Nullable String firstName;
    private @Nullable String lastName;
    private @Nullable String gender;
    private @Nullable String birthDate;
    private @Nullable String city;
    private @Nullable String state;
    private @Nullable String postalCode;
    private @Nullable String country;
    private @Nullable String userAgent;

    private Builder() {}

    public Builder userId(@Nullable String value) {
      this.userId = value;
      return this;
    }

    public Builder anonymousId(@Nullable String value) {
      this.anonymousId = value;
      return this;
    }

    public Builder emails(List<String> value) {
      this.emails = value;
      return this;
    }

    public Builder phones(List<String> value) {
      this.phones = value;
      return this;
    }

    public Builder externalIds(Map<String, List<String>> value) {
      this.externalIds = value;
      return this;
    }

    public Builder firstName(@Nullable String value) {
      this.firstName = value;
      return this;
    }

    public Builder lastName(@Nullable String value) {
      this.lastName = value;
      return this;
    }

    public Builder gender(@Nullable String value) {
      this.gender = value;
      return this;
    }

    public Builder birthDate(@Nullable String value) {
      this.birthDate = value;
      return this;
    }

    public Builder city(@Nullable String value) {
      this.city = value;
      return this;
    }

    public Builder state(@Nullable String value) {
      this.state = value;
      return this;
    }

    public Builder postalCode(@Nullable String value) {
      this.postalCode = value;
      return this;
    }

    public Builder country(@Nullable String value) {
      this.country = value;
      return this;
    }

    public Builder userAgent(@Nullable String value) {
      this.userAgent = value;
      return this;
    }

    public Person build() {
      return new Person(
          userId,
          anonymousId,
          emails,
          phones,
          externalIds,
          firstName,
          lastName,
          gender,
          birthDate,
          city,
          state,
          postalCode,
          country,
          userAgent);
    }
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Person[…]";
  }
}
