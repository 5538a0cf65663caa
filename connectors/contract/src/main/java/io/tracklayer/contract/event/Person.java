package io.tracklayer.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the person, in clear: destinations normalise and hash for themselves. Lists
 * begin with the most recent. Built by {@link #builder}.
 *
 * @param emailsSha256 of addresses that only the source knows, in lower-case hex
 * @param phonesSha256 likewise
 * @param birthDate ISO, {@code 1990-01-31}
 * @param country ISO 3166-1 alpha-2 in upper case where it could be recognised, else as sent
 * @param userAgent the newest known, even if this event has none
 */
public record Person(
    @Nullable String userId,
    @Nullable String anonymousId,
    List<String> emails,
    List<String> phones,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> emailsSha256,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> phonesSha256,
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
    emailsSha256 = emailsSha256 == null ? List.of() : List.copyOf(emailsSha256);
    phonesSha256 = phonesSha256 == null ? List.of() : List.copyOf(phonesSha256);
    externalIds = externalIds == null ? Map.of() : externalIds;
  }

  public static final Person UNKNOWN = builder().build();

  public static Builder builder() {
    return new Builder();
  }

  /** For who takes hashes: the addresses, then those that only a hash is known of. */
  public List<String> emailsAndHashes() {
    return joined(emails, emailsSha256);
  }

  /** For who takes hashes: the numbers, then those that only a hash is known of. */
  public List<String> phonesAndHashes() {
    return joined(phones, phonesSha256);
  }

  private static List<String> joined(List<String> values, List<String> hashes) {
    return hashes.isEmpty() ? values : Stream.concat(values.stream(), hashes.stream()).toList();
  }

  /** Collects what is known; anything not set is absent. */
  public static final class Builder {

    private @Nullable String userId;
    private @Nullable String anonymousId;
    private List<String> emails = List.of();
    private List<String> phones = List.of();
    private List<String> emailsSha256 = List.of();
    private List<String> phonesSha256 = List.of();
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

    public Builder emailsSha256(List<String> value) {
      this.emailsSha256 = value;
      return this;
    }

    public Builder phonesSha256(List<String> value) {
      this.phonesSha256 = value;
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
          emailsSha256,
          phonesSha256,
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
