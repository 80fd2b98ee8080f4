using Strata.Duplicates.Matching;
using Strata.Testing.LabelledSets;

namespace Strata.Tests.Duplicates;

/// <summary>Fields in which no two records of one thing differ.</summary>
public sealed class DistinctionTests
{
    private const string Schema = """
        {
          "properties": {
            "number": {"type": "string", "x-strata": {"distinguishes": true, "normaliser": "identifier"}},
            "size": {"type": "number", "x-strata": {"distinguishes": true}},
            "day": {"type": "string", "format": "date", "x-strata": {"distinguishes": {"days": 5}}},
            "at": {"type": "string", "format": "moment", "x-strata": {"distinguishes": {"days": 0}}},
            "name": {"type": "string"},
            "place": {"type": "string"}
          }
        }
        """;

    [Fact, Trait("run", "all")]
    public void Kept_model_weighs_as_the_fitted_one_and_is_fitted_anew_once_words_are_read_otherwise()
    {
        var set = Households.Generate(2_000, 53);
        var table = new RecordTable(set.A.Columns);
        foreach (var row in set.A.Rows)
        {
            table.Add(row);
        }
        var type = SchemaDefinition.Parse("person", 1, JsonElement.Parse("""{"properties":{"first":{"type":"string"}}}"""));
        var linkage = Linkage.Train(table, null, TestContext.Current.CancellationToken);
        linkage.Model.Related.ShouldNotBeNull("families are in it");
        linkage.Model.Moves.Any.ShouldBeTrue("and some that moved");

        var json = StoredModel.Of(linkage, type, 4).ToJson();

        var kept = StoredModel.Parse(json);
        kept.IsFor(type).ShouldBeTrue();
        StoredModel.Parse(json.Replace("\"form\":1", "\"form\":0", StringComparison.Ordinal)).IsFor(type).ShouldBeFalse();
        foreach (var (a, b) in set.Truth.Take(100))
        {
            var two = new RecordTable(set.A.Columns);
            two.Add(set.A.Rows[a]);
            two.Add(set.A.Rows[b]);
            var comparisons = kept.Compare(two);
            var evidence = Explanation.Of(comparisons, kept.For(comparisons), 0, 1);
            var before = Explanation.Of(linkage.Comparisons, linkage.Model, a, b);
            // Values of which there are one or two are not kept, and texts are known by their words.
            IEnumerable<(string, string)> Levels(IEnumerable<FieldWeight> all) =>
                all.Where(e => e.Field != RelatedClass.Field).Select(e => (e.Field, e.Level));
            Levels(evidence).ShouldBe(Levels(before));
            evidence.Sum(e => e.Weight).ShouldBe(before.Sum(e => e.Weight), 4);
        }
    }

    [Theory]
    [InlineData("""{"number":"AF-2026/17"}""", """{"number":"af 2026 17"}""", false)]
    [InlineData("""{"number":"AF-2026/17"}""", """{"number":"AF-2026/18"}""", true)]
    [InlineData("""{"number":"AF-2026/17"}""", """{"name":"x"}""", false)]
    [InlineData("""{"number":"17"}""", """{"number":"-/."}""", false)]
    [InlineData("""{"size":12.50}""", """{"size":12.5}""", false)]
    [InlineData("""{"size":12.5}""", """{"size":12.51}""", true)]
    [InlineData("""{"name":"x"}""", """{"name":"y"}""", false)]
    [InlineData("""{"day":"2026-01-30"}""", """{"day":"2026-02-04"}""", false)]
    [InlineData("""{"day":"2026-02-05"}""", """{"day":"2026-01-30"}""", true)]
    [InlineData("""{"number":"17","day":"2026-01-30"}""", """{"number":"17","day":"2026-02-28"}""", true)]
    [InlineData("""{"at":"2026-03-01T09:00"}""", """{"at":"2026-03-01T17:30:00+01:00"}""", false)]
    [InlineData("""{"at":"2026-03-01"}""", """{"at":"2026-03-02T00:30:00Z"}""", true)]
    [InlineData("""{"at":"2026-03-01T23:30:00-05:00"}""", """{"at":"2026-03-02T04:30:00Z"}""", false)]
    [InlineData("""{"at":"2026-03-01T23:30:00-05:00"}""", """{"at":"2026-03-02T04:31:00Z"}""", true)]
    public void Records_that_differ_in_what_distinguishes_are_apart(string one, string other, bool apart)
    {
        var entities = Entities(one, other);

        entities.Table.Distinctions.Apart(0, 1).ShouldBe(apart);
        entities.Table.Distinctions.Apart(1, 0).ShouldBe(apart);
    }

    [Fact]
    public void Witness_brings_no_two_together_that_are_apart()
    {
        // Of each three one has no number: it is like both others, which are two things.
        var chance = new Chance(3);
        var houses = Enumerable
            .Range(0, 60)
            .Select(_ => $"\"name\":\"{chance.Word(3)} {chance.Word(2)}\",\"place\":\"{chance.Word(3)}\"")
            .ToArray();
        string[] rows = [.. Enumerable.Range(0, 180).Select(i => $"{{{houses[i / 3]}{(i % 3 == 2 ? "" : $",\"number\":\"{i}\"")}}}")];
        var entities = Entities(rows);

        var pairs = Linkage
            .Train(entities.Table, entities.Plan(), TestContext.Current.CancellationToken)
            .Find(-3, null, TestContext.Current.CancellationToken)
            .Pairs;

        pairs.ShouldNotBeEmpty();
        pairs.ShouldAllBe(p => p.A % 3 == 2 || p.B % 3 == 2);
    }

    private static EntityTable Entities(params string[] rows)
    {
        using var schema = JsonDocument.Parse(Schema);
        var entities = new EntityTable(SchemaDefinition.Parse("thing", 1, schema.RootElement));
        foreach (var (i, fields) in rows.Index())
        {
            entities.Add(i, fields);
        }
        entities.Distinguish();
        return entities;
    }
}
