package io.todolist.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerFactory;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * The setting enable-reflection-free-serializers generates code that reads JSON, too, which takes unknown fields, wrong types
 * and wrong values in silence (Quarkus 3.33). What we are sent is read by Jackson itself; goes when the generated code keeps
 * Jackson's settings, as tests of bad input in the services show.
 */
@Singleton
class PlainReading implements ObjectMapperCustomizer {

    /** Behind the generated code: what comes last is asked first. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule(PlainReading.class.getName()) {
            private static final long serialVersionUID = 1;

            @Override
            public void setupModule(Module.SetupContext context) {
                context.addDeserializers(new Records());
            }
        });
    }

    private static class Records extends Deserializers.Base {
        @Override
        public JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            return type.isRecordType() ? new Plain(type) : null;
        }
    }

    private static class Plain extends JsonDeserializer<Object> implements ContextualDeserializer {
        private final JavaType type;

        Plain(JavaType type) {
            this.type = type;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
                throws JsonMappingException {
            BeanDeserializerFactory jackson = (BeanDeserializerFactory) context.getFactory();
            JsonDeserializer<?> plain = jackson.buildBeanDeserializer(
                    context, type, context.getConfig().introspect(type));
            ((ResolvableDeserializer) plain).resolve(context);
            return plain;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            throw new IllegalStateException("not used without its context");
        }
    }
}
