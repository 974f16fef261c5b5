package io.todolist.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts can stand in a recording by chance, because what replaces them is as good as any. */
class SaidTest {
    @ParameterizedTest
    @CsvSource({
        "a, true",
        "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a, true",
        "a a a ab ab ab, true",
        "牛牛牛牛牛牛, true",
        "[[[[[[[[[[[[[[[[, true",
        "aaaaaaaaaaaaaaaa, false",
        "tomatoes on the, false",
        "准备生日蛋糕, false",
        "0190a6c4-7b1e-7f00-9d3c-2b1a5e8f4c6d, false",
    })
    void aTextMayComeByChance(String text, boolean may) {
        assertEquals(may, Said.mayComeByChance(text));
    }
}
