package io.todolist.kit.graal;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * A native executable (GraalVM 25) looks up its resources, and with them whatever ServiceLoader finds, by this record, whose
 * own equals is a method handle that is interpreted step by step: a quarter of the CPU time of a start and its first answer.
 */
@TargetClass(className = "com.oracle.svm.core.jdk.Resources$ModuleInstanceResourceKey")
@SuppressWarnings("overrides") // the record's hashCode is good
final class Target_ModuleInstanceResourceKey {
    @Alias
    private Module module;

    @Alias
    private String resource;

    private Target_ModuleInstanceResourceKey() {}

    @Substitute
    @Override
    public boolean equals(Object other) {
        return other instanceof Target_ModuleInstanceResourceKey key
                && module == key.module
                && resource.equals(key.resource);
    }
}
