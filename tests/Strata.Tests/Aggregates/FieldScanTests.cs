namespace Strata.Tests.Aggregates;

public sealed class FieldScanTests
{
    [Fact]
    public void Values_are_found_whatever_stands_before_them()
    {
        var fields = FieldList.From(
            new Dictionary<string, string>
            {
                ["a"] = "{\"total\":1,\"x\":[{\"total\":2}]}",
                ["b"] = "\"\\\"total\\\":3,\\\\\"",
                ["c\"d"] = "[]",
                ["e"] = "null",
                ["total"] = "-4.5",
                ["z"] = "[[1,\"]\"],{}]",
            }
        );
        var json = Encoding.UTF8.GetBytes(fields.ToJson());
        string[] names = [.. fields.Span.ToArray().Select(f => f.Key), "absent"];
        var found = new (int Start, int Length)[names.Length];

        new FieldScan(names).Read(json, found);

        names
            .Zip(found, (n, f) => (n, f.Length == 0 ? null : Encoding.UTF8.GetString(json, f.Start, f.Length)))
            .ShouldBe(names.Select(n => (n, fields[n])));
    }

    [Fact]
    public void An_entity_without_fields_has_none()
    {
        var found = new (int Start, int Length)[] { (7, 7) };

        new FieldScan(["a"]).Read("{}"u8, found);

        found[0].Length.ShouldBe(0);
    }
}
