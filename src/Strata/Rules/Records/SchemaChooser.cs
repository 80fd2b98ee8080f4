using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>
/// Which schema describes a document best. For records the score of a schema is
/// <c>fit × (0.55 coverage + 0.30 identity + 0.10 required + 0.05 own) + 0.10 filed + 0.30 called</c>, at most 1, where
/// <list type="bullet">
/// <item>coverage: weight of the matched input names over the weight of all; a name that n schemas know weighs 1/n, one that none knows
/// 1;</item>
/// <item>fit: share of the matched values that read as their field's kind; objects and lists under the name of a text don't count;</item>
/// <item>identity: 1 where the columns of the sampled records fill every field of some identity rule, though cells of single records are
/// blank; less in proportion where the coverage is below 0.4: a title identifies a book as well as a task, and what is beside it says which
/// it is;</item>
/// <item>required: share of the required fields that an input name matches (1 where none is required);</item>
/// <item>own: share of the matched input names that are a field's own name and not an alias;</item>
/// <item>filed: 1 where a word of the file's name is one of the schema's names, in the singular or with a plural -s;</item>
/// <item>called: 1 where that is said by the name of the array that holds the records (<c>"invoices": […]</c>), or by the records
/// themselves (<c>"type": "invoice"</c>);</item>
/// <item>the whole is halved where the schema expects one of some fields, and no input name matches any.</item>
/// </list>
/// The same sample always gives the same choice; equal scores go to the type that comes first by name.
/// </summary>
internal static class SchemaChooser
{
    /// <summary>Schemas that score less are only suggested.</summary>
    public const double Threshold = 0.5;

    /// <summary>Coverage from which identity counts in full.</summary>
    private const double Known = 0.4;

    /// <summary>Factor for a schema that expects one of some fields and has none: a payment without an amount is no payment.</summary>
    private const double WithoutExpected = 0.5;

    /// <summary>Weight of a name that no schema knows beside e-mail addresses, which say by themselves what a record is about.</summary>
    private const double BesideAddresses = 0.25;

    private const int SampledRecords = 200;

    /// <param name="fileWords">Words of the file's name.</param>
    /// <param name="ownWords">The source's own words for the records.</param>
    public static SchemaChoice ForRecords(
        IReadOnlyList<SchemaDefinition> schemas,
        IReadOnlyList<Block> sample,
        InterpretationOptions options,
        IReadOnlySet<string> fileWords,
        IReadOnlySet<string> ownWords
    )
    {
        var records = sample.Take(SampledRecords).ToArray();
        var candidates = Candidates(schemas);
        var names = records
            .SelectMany(r => r.Fields)
            .Where(v => !RecordReader.IsAbsent(v))
            .Select(v => v.Name)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var weights = names.ToDictionary(
            n => n,
            n => WeightOf(candidates.Count(s => FieldMatch.Find(s, n) is not null)),
            StringComparer.Ordinal
        );
        var strange = names.Count(n => candidates.All(s => FieldMatch.Find(s, n) is null));
        return Choice(schemas, candidates.Select(s => Score(s, records, weights, strange, options, fileWords, ownWords)), options);
    }

    /// <summary>The choice for records of no type.</summary>
    internal static SchemaChoice Untyped(IReadOnlyList<SchemaDefinition> schemas) => new() { Schema = Generic(schemas), Score = 0 };

    internal static IReadOnlyList<SchemaDefinition> Candidates(IReadOnlyList<SchemaDefinition> schemas) =>
        schemas
            .Where(s => s.Kind == SchemaKind.Record && s.EntityType != SeedSchemas.Generic)
            .OrderBy(s => s.EntityType, StringComparer.Ordinal)
            .ToArray();

    /// <summary>Returns the type that the caller names, with the score that it has by itself, else the best one.</summary>
    internal static SchemaChoice Choice(
        IReadOnlyList<SchemaDefinition> schemas,
        IEnumerable<SchemaScore> scores,
        InterpretationOptions options
    )
    {
        var ordered = scores.OrderByDescending(s => s.Score).ThenBy(s => s.EntityType, StringComparer.Ordinal).ToArray();
        if (options.EntityType is { } named)
        {
            var schema = schemas.FirstOrDefault(s => s.EntityType == named);
            return new SchemaChoice
            {
                Schema = schema ?? Generic(schemas),
                Score = schema is null ? 0 : Math.Min(1, ordered.FirstOrDefault(s => s.EntityType == named)?.Score ?? 0),
                SuggestedType = schema is null ? named : null,
                Scores = ordered,
            };
        }
        if (ordered.Length == 0 || ordered[0].Score <= 0)
        {
            return new SchemaChoice
            {
                Schema = Generic(schemas),
                Score = 0,
                Scores = ordered,
            };
        }
        var best = ordered[0];
        return best.Score >= Threshold
            ? new SchemaChoice
            {
                Schema = schemas.First(s => s.EntityType == best.EntityType),
                Score = Math.Min(1, best.Score),
                Scores = ordered,
            }
            : new SchemaChoice
            {
                Schema = Generic(schemas),
                Score = best.Score,
                SuggestedType = best.EntityType,
                Scores = ordered,
            };
    }

    /// <summary>Returns the words of a file's name without extension, folded; plurals in -s also without it.</summary>
    internal static HashSet<string> FileWords(string? fileName) => Words(Path.GetFileNameWithoutExtension(fileName ?? ""));

    /// <summary>Returns the words of a name, folded; plurals in -s also without it.</summary>
    internal static HashSet<string> Words(string name)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in name.Split([' ', '_', '-', '.', '(', ')', '+'], StringSplitOptions.RemoveEmptyEntries))
        {
            var folded = FieldNames.Fold(word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'));
            words.Add(folded);
            words.Add(folded.EndsWith('s') ? folded[..^1] : folded);
        }
        words.Remove("");
        return words;
    }

    internal static bool IsNamed(SchemaDefinition schema, IReadOnlySet<string> words) => schema.Names.Any(words.Contains);

    private static double WeightOf(int schemasThatKnowIt) => schemasThatKnowIt == 0 ? 1.0 : 1.0 / schemasThatKnowIt;

    private static SchemaDefinition Generic(IReadOnlyList<SchemaDefinition> schemas) =>
        schemas.First(s => s.EntityType == SeedSchemas.Generic);

    private static SchemaScore Score(
        SchemaDefinition schema,
        Block[] records,
        Dictionary<string, double> weights,
        int strange,
        InterpretationOptions options,
        IReadOnlySet<string> fileWords,
        IReadOnlySet<string> ownWords
    )
    {
        var plan = ColumnPlan.Of(schema, records, options.DayFirst);
        var matched = new HashSet<string>(StringComparer.Ordinal);
        var (known, own) = (0, 0);
        double covered = 0,
            all = 0;
        foreach (var (name, weight) in weights)
        {
            all += weight;
            if (plan.For(name).Reader is { } reader)
            {
                matched.Add(reader.Field.Name);
                covered += weight;
                known++;
                own += FieldNames.Fold(name) == FieldNames.Fold(reader.Field.Name) ? 1 : 0;
            }
        }
        if (matched.Count == 0)
        {
            return new SchemaScore(schema.EntityType, 0);
        }
        var (values, read, nested) = (0, 0, 0);
        var filled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            Fill(filled, plan, record, ref values, ref read, ref nested);
        }
        var fit = (double)read / Math.Max(1, values);
        var identity = schema.Identity.Any(rule => rule.Fields.All(f => f.Optional || filled.Contains(f.Field))) ? 1 : 0;
        var required = schema.Required.Count == 0 ? 1 : (double)schema.Required.Count(matched.Contains) / schema.Required.Count;
        var named = (IsNamed(schema, fileWords) ? 0.10 : 0) + (IsNamed(schema, ownWords) ? 0.30 : 0);
        all -= filled.Any(field => schema.Fields[field].Kind == FieldKind.Email) ? strange * (1 - BesideAddresses) : 0;
        var coverage = covered / all;
        var score =
            (fit * ((0.55 * coverage) + (0.30 * identity * Math.Min(1, coverage / Known)) + (0.10 * required) + (0.05 * own / known)))
            + named;
        score *= schema.Expects.Count > 0 && !schema.Expects.Any(matched.Contains) ? WithoutExpected : 1;
        return new SchemaScore(schema.EntityType, score, ReadsAll: known == weights.Count && nested == 0 && read == values);
    }

    private static void Fill(HashSet<string> filled, ColumnPlan plan, Block record, ref int values, ref int read, ref int nested)
    {
        foreach (var value in record.Fields)
        {
            if (RecordReader.IsAbsent(value) || plan.For(value.Name) is not { Reader: { } reader } column || column.HasNone(value))
            {
                continue;
            }
            var reading = column.Read(value);
            if (reading.Ok || reading.Reason is DateText.Ambiguous or NumberText.Ambiguous or Column.NoAmount)
            {
                values++;
                read++;
                filled.Add(reader.Field.Name);
            }
            else if (value.Json is ['{' or '[', ..])
            {
                nested++;
            }
            else
            {
                values++;
            }
        }
    }
}
