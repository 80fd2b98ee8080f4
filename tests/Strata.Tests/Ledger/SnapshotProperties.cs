using FsCheck;
using FsCheck.Fluent;

namespace Strata.Tests.Ledger;

/// <summary>The same observations give the same snapshot whatever the order, the repetitions and the road.</summary>
public sealed class SnapshotProperties
{
    private const string Body = """
        {
          "type": "object",
          "x-strata": { "strategy": { "last": "last_write", "specific": "most_specific", "union": "merge_array" } },
          "properties": {
            "last": {}, "highest": { "type": ["number", "null"] }, "specific": {},
            "union": { "type": "array", "maxItems": 3 }
          }
        }
        """;

    private static readonly SchemaDefinition Schema = SchemaDefinition.Parse("test", 2, JsonDocument.Parse(Body).RootElement);

    private static readonly Gen<string> Union = Gen.OneOf(
        Gen.Elements("\"a\"", "\"b\"", "1", "{\"a\":1}", "null").ListOf().Select(items => $"[{string.Join(',', items)}]"),
        Gen.Constant("null")
    );

    private static readonly Gen<FieldList> Fields =
        from last in Any.Scalar
        from highest in Gen.OneOf(Any.Number, Gen.Elements("null", "\"of an older schema\""))
        from specific in Gen.OneOf(Any.Scalar, Gen.Constant("null"))
        from union in Union
        from kept in Gen.Choose(0, 31)
        select FieldList.From(
            new[] { ("last", last), ("highest", highest), ("specific", specific), ("union", union), ("undeclared", "1") }
                .Where((_, i) => (kept & (1 << i)) != 0)
                .Select(f => KeyValuePair.Create(f.Item1, Any.Canonical(f.Item2)))
        );

    private static readonly Gen<Observed> Observation =
        from stamp in Any.Stamp
        from type in Gen.Elements("test", "test", "other")
        from version in Gen.Choose(1, 2)
        from fields in Fields
        select new Observed(stamp, type, version, fields);

    /// <summary>Observations, numbered as a ledger does, with two orders to apply them in.</summary>
    private static readonly Gen<(Observed[] All, Observed[] Shuffled)> History =
        from all in Observation.ListOf()
        let numbered = all.Select((o, i) => o with { Stamp = o.Stamp with { Seq = i + 1 } }).ToArray()
        from shuffled in Gen.Shuffle(numbered)
        select (numbered, shuffled);

    [Fact, Trait("req", "G3")]
    public void Snapshot_is_the_same_in_any_order() =>
        Prop.ForAll(History.ToArbitrary(), history => Same(Reducer.Reduce(Schema, history.Shuffled), Reducer.Reduce(Schema, history.All)))
            .Check(Any.Config);

    [Fact]
    public void Snapshot_is_the_same_when_observations_are_applied_twice() =>
        Prop.ForAll(
                History.ToArbitrary(),
                history => Same(Reducer.Reduce(Schema, [.. history.Shuffled, .. history.All]), Reducer.Reduce(Schema, history.All))
            )
            .Check(Any.Config);

    [Fact, Trait("req", "G3")]
    public void Snapshot_moved_forward_through_its_stored_form_equals_reduction_from_the_ledger() =>
        Prop.ForAll(
                History.ToArbitrary(),
                history =>
                {
                    var moved = new Snapshot();
                    foreach (var observed in history.Shuffled)
                    {
                        moved = Stored(moved);
                        Reducer.Apply(moved, Schema, observed);
                    }
                    Same(moved, Reducer.Reduce(Schema, history.All));
                }
            )
            .Check(Any.Config);

    [Fact]
    public void Stored_form_of_a_snapshot_is_read_back_whole() =>
        Prop.ForAll(
                History.ToArbitrary(),
                history =>
                {
                    var snapshot = Reducer.Reduce(Schema, history.All);
                    var read = Stored(snapshot);
                    Same(read, snapshot);
                    foreach (var (name, state) in snapshot.Fields)
                    {
                        read.Fields[name].Stamp.ShouldBe(state.Stamp);
                        read.Fields[name].Json.ShouldBe(state.Json);
                        read.Fields[name].Items.ShouldBe(state.Items);
                    }
                }
            )
            .Check(Any.Config);

    /// <summary>A merge may bring together what was checked by schemas of two types, whose versions count from one each.</summary>
    [Theory]
    [InlineData("test", 2, true)]
    [InlineData("test", 1, false)]
    [InlineData("generic", 2, false)]
    public void Value_is_believed_to_fit_only_where_this_very_schema_has_checked_it(string type, int version, bool believed)
    {
        var stamp = new Precedence(1, ObservationClass.Structured, 100, 1, 0, "");
        var misfit = new Observed(stamp, type, version, FieldList.From([KeyValuePair.Create("highest", "\"no number\"")]));

        Reducer.Reduce(Schema, [misfit]).Fields.ContainsKey("highest").ShouldBe(believed);
    }

    private static Snapshot Stored(Snapshot snapshot) =>
        SnapshotCodec.Read(SnapshotCodec.Write(snapshot), FieldList.Parse(snapshot.ToFields().ToJson()));

    private static void Same(Snapshot actual, Snapshot expected)
    {
        actual.ToFields().ToJson().ShouldBe(expected.ToFields().ToJson());
        SnapshotCodec.Write(actual).ShouldBe(SnapshotCodec.Write(expected));
    }
}
