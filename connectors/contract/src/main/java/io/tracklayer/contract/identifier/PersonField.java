package io.tracklayer.contract.identifier;

/** What a field of a person or an address holds, if it is no e-mail address or phone number. */
public enum PersonField {
  FIRST_NAME,
  LAST_NAME,
  FULL_NAME,
  /** Of a person only in an object of the person, else of a product or a page. */
  NAME,
  GENDER,
  BIRTH_DATE,
  /** Known, so that it is no property of an event; nothing more is done with it. */
  STREET,
  CITY,
  STATE,
  POSTAL_CODE,
  COUNTRY
}
