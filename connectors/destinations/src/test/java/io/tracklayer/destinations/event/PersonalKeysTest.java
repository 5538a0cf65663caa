package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalKeysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // shops
        "order_key,payment_url,customer_note,customer_user_agent,order_status_url",
        // secrets
        "api_key,authorization,bearer,jwt,session,session_id,sid,phpsessid,otp,pass,pwd,csrf,nonce",
        "private_key,magic_link,login_link,reset_link,signature,sig,hmac,access_code,door_pin",
        "card_fingerprint,payment_method_token,gift_card_code,license_key,access_token,auth_code",
        // persons
        "recipient_name,receiver_name,guest_name,contact_name,cardholder_name,account_holder",
        "passenger_name,patient_name,driver_name,agent_name,login_name,vorname,nachname,nombre",
        "apellido,prenom,pr\u00e9nom,member_id,contact_id,shopify_customer_id,hubspot_id,cpf,dni",
        "nif,personnummer,pesel,bsn,license_plate,vin,account_number,last4,user_phone,card_number",
        "kunden_nummer,geburtsdatum,spouse_name,first_name,email_address,customer_comment",
        // places
        "street_name,house_number,adresse,direccion,direcci\u00f3n,strasse,stra\u00dfe,plz,ort",
        "ciudad,cep,geo,coordinates,geohash,gps,shipping_country,billing_state,home_city,zip_code",
        // devices
        "imei,android_id,gps_adid,adid,oaid,vendor_id,fingerprint,device_fingerprint,client_ip",
        "browser_ip,x_forwarded_for,client_user_agent,device_id,raw_idfa,identifier_for_vendor",
        // clicks
        "gclsrc,yclid,irclickid,clickid,click_id,cjevent,awc,tblci,dicbo,hubspotutk,mc_eid,FPGCLAW",
        "FPID,fb_click_id,tiktok_click_id,bing_click_id,_pin_unauth,_hstc,_uetsid,__kla_id,mkt_tok",
        // hashes
        "em_sha256,customer_hash,user_hash,hashed_id,sha256,emailMd5,sha256_phone,em,ph",
      })
  void aKeyThatNamesSomebodyOrOpensSomethingIsPersonalInEverySpelling(String keys) {
    for (String key : keys.split(",", -1)) {
      for (String spelling : spellings(key)) {
        assertThat(PersonalKeys.isPersonal(spelling)).as(spelling).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "color,size,material,brand,category,product_type,variant_id,item_id,list_id,sku,gtin",
        "price,currency,quantity,tax,shipping_method,shipping_tier,shipping_cost,delivery_time",
        "payment_method,payment_type,order_number,order_count,order_status,is_first_order",
        "coupon_code,discount_code,promo_code,product_code,color_code,campaign_id,adset_id,ad_name",
        "utm_source,loyalty_tier,customer_type,customer_segment,user_type,customer_lifetime_value",
        "store_id,warehouse_id,location_id,parent_id,line_number,position,rating,review_count",
        "page_type,screen_name,is_mobile,mobile_app,device_type,device_model,os_version,language",
        "session_count,pan_size,hem_length,vin_rouge,keyword,keyboard_layout,author,authority",
        "passenger_count,guest_count,gift_wrap,card_type,latest,longevity,description",
        "ip_rating,plan,trial_days,subscription_interval,number_of_items,experiment_variant",
      })
  void otherKeysAreNot(String keys) {
    for (String key : keys.split(",", -1)) {
      for (String spelling : spellings(key)) {
        assertThat(PersonalKeys.isPersonal(spelling)).as(spelling).isFalse();
      }
    }
  }

  /** snake_case, kebab-case, in words, camelCase and in capitals. */
  private static List<String> spellings(String snake) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      boolean capital = i > 0 && snake.charAt(i - 1) == '_' && camel.length() > 0;
      if (c != '_') {
        camel.append(capital ? Character.toUpperCase(c) : c);
      }
    }
    return new ArrayList<>(
        List.of(
            snake,
            snake.replace('_', '-'),
            snake.replace('_', ' '),
            snake.replace('_', '.'),
            camel.toString(),
            snake.toUpperCase(Locale.ROOT)));
  }
}
