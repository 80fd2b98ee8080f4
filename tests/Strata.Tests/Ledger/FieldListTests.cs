namespace Strata.Tests.Ledger;

public sealed class FieldListTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"a":1,"b":"x y","c":[1,{"d":null}]}""", """{"a":1,"b":"x y","c":[1,{"d":null}]}""")]
    [InlineData("""{"a\"b":1}""", """{"a\"b":1}""")]
    [InlineData("""{"größe":"漢"}""", """{"größe":"漢"}""")]
    // What nothing of ours has written is still read for what it says.
    [InlineData("""{ "a" : 1 }""", """{"a":1}""")]
    [InlineData("""{"\u0061":1}""", """{"a":1}""")]
    [InlineData("""{"a":1 }""", """{"a":1}""")]
    public void Fields_that_were_read_are_written_as_canonical_json(string json, string written) =>
        FieldList.Parse(json).ToJson().ShouldBe(written);
}
