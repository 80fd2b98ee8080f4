namespace Strata.Tests.Schemas;

public sealed class SchemaDifferTests
{
    [Fact]
    public void Changes_are_told_by_pointer_in_order()
    {
        var before = Parse("""{"title":"A","properties":{"a":{"type":"string"},"b":{"minimum":1.0},"gone":{}}}""");
        var after = Parse("""{"title":"B","properties":{"a":{"type":"string"},"b":{"minimum":1,"maximum":5},"new/er":{}}}""");

        var changes = SchemaDiffer.Diff(before, after);

        changes
            .Select(c => $"{c.Change} {c.Path}")
            .ShouldBe(["added /properties/b/maximum", "removed /properties/gone", "added /properties/new~1er", "changed /title"]);
        changes[^1].Before!.Value.GetString().ShouldBe("A");
        changes[^1].After!.Value.GetString().ShouldBe("B");
    }

    [Fact]
    public void Equal_schemas_have_no_changes() =>
        SchemaDiffer.Diff(Parse("""{"title":"A","type":"object"}"""), Parse("""{"type":"object","title":"A"}""")).ShouldBeEmpty();

    private static SchemaDefinition Parse(string schema)
    {
        using var parsed = JsonDocument.Parse(schema);
        return SchemaDefinition.Parse("thing", 1, parsed.RootElement);
    }
}
