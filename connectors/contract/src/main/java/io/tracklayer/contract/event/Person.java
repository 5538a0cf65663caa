package io.tracklayer.contract.event;

import java.util.List;
import java.util.Map;

/**
 * What is known of the person, in clear: destinations normalise and hash for themselves. Lists are
 * most recent first and never null. Made by {@link #builder}.
 *
 * @param birthDate ISO, {@code 1990-01-31}
 * @param country ISO 3166-1 alpha-2 in upper case where it could be recognised, else as sent
 * @param userAgent the newest one known, also where this event has none
 */
public record Person(
    String userId,
    String anonymousId,
    List<String> emails,
    List<String> phones,
    Map<String, List<String>> externalIds,
    String firstName,
    String lastName,
    String gender,
    String birthDate,
    String city,
    String state,
    String postalCode,
    String country,
    String userAgent) {

  public Person {
    emails = emails == null ? List.of() : List.copyOf(emails);
    phones = phones == null ? List.of() : List.copyOf(phones);
    externalIds = externalIds == null ? Map.of() : externalIds;
  }

  public static final Person UNKNOWN = builder().build();

  public static Builder builder() {
    return new Builder();
  }

  /** Takes what is known; what is not set is absent. */
  public static final class Builder {

    private String userId;
    private String anonymousId;
    private List<String> emails;
    private List<String> phones;
    private Map<String, List<String>> externalIds;
    private String firstName;
    private String lastName;
    private String gender;
    private String birthDate;
    private String city;
    private String state;
    private String postalCode;
    private String country;
    private String userAgent;

    private Builder() {}

    public Builder userId(String value) {
      this.userId = value;
      return this;
    }

    public Builder anonymousId(String value) {
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

    public Builder firstName(String value) {
      this.firstName = value;
      return this;
    }

    public Builder lastName(String value) {
      this.lastName = value;
      return this;
    }

    public Builder gender(String value) {
      this.gender = value;
      return this;
    }

    public Builder birthDate(String value) {
      this.birthDate = value;
      return this;
    }

    public Builder city(String value) {
      this.city = value;
      return this;
    }

    public Builder state(String value) {
      this.state = value;
      return this;
    }

    public Builder postalCode(String value) {
      this.postalCode = value;
      return this;
    }

    public Builder country(String value) {
      this.country = value;
      return this;
    }

    public Builder userAgent(String value) {
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
