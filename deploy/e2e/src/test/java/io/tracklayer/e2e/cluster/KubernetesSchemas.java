package io.tracklayer.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tracklayer.e2e.testing.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What a Kubernetes API server would say of a manifest: Kubernetes' own resources by the models of
 * its Java client, which are generated from its OpenAPI document, and a FlinkDeployment by the
 * operator's CustomResourceDefinition. Unlike a server, which drops unknown fields, they are
 * problems here.
 */
final class KubernetesSchemas {

  private static final String FLINK_DEPLOYMENT = "flink.apache.org/v1beta1/FlinkDeployment";

  private static final Set<String> OF_KUBERNETES =
      Set.of(
          "v1/ConfigMap",
          "v1/Service",
          "apps/v1/Deployment",
          "apps/v1/StatefulSet",
          "autoscaling/v2/HorizontalPodAutoscaler",
          "batch/v1/Job",
          "networking.k8s.io/v1/NetworkPolicy",
          "policy/v1/PodDisruptionBudget");

  private static final Schema FLINK_DEPLOYMENT_SPEC =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(flinkDeploymentSpec());

  private KubernetesSchemas() {}

  static List<String> problems(JsonNode manifest) {
    String kind = manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
    if (kind.equals(FLINK_DEPLOYMENT)) {
      return FLINK_DEPLOYMENT_SPEC.validate(manifest.path("spec")).stream()
          .map(Object::toString)
          .toList();
    }
    if (!OF_KUBERNETES.contains(kind)) {
      return List.of(kind + " is unknown");
    }
    String[] parts = kind.split("/", -1);
    String version = parts[parts.length - 2];
    try {
      Class.forName(
              "io.kubernetes.client.openapi.models.V"
                  + version.substring(1)
                  + parts[parts.length - 1])
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(manifest.toString()));
      return List.of();
    } catch (InvocationTargetException e) {
      return List.of(String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** That of the newest operator whose API is on Maven Central, 1.10, which ends at Flink 1.20. */
  private static JsonNode flinkDeploymentSpec() {
    try (InputStream file =
        KubernetesSchemas.class.getResourceAsStream(
            "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
      JsonNode definition =
          Yaml.parseAll(new String(file.readAllBytes(), StandardCharsets.UTF_8)).get(0);
      JsonNode spec =
          definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec").deepCopy();
      ((ArrayNode) spec.at("/properties/flinkVersion/enum")).add("v2_2");
      close(spec);
      return spec;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(KubernetesSchemas::close);
  }
}
