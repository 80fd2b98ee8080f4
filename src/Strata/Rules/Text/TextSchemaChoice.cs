using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Chooses the schema of a text; <see cref="TextInterpretation"/> has the formula.</summary>
internal static class TextSchemaChoice
{
    /// <summary>Weight of a field with a label whose figures don't read.</summary>
    private const double HalfRead = 0.5;

    public static SchemaChoice Choose(
        TextSchema[] candidates,
        IReadOnlyList<SchemaDefinition> schemas,
        IReadOnlyList<LabelledValue> values,
        TextOutline outline,
        InterpretationOptions options,
        string? fileName,
        InterpretedText source
    )
    {
        var words = SchemaChooser.FileWords(fileName);
        var cues = outline.Cues();
        var weights = values
            .Select(v => v.Folded)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(
                label => label,
                label => candidates.Count(c => c.Reader(label) is not null) is > 0 and var n ? 1.0 / n : 0.25,
                StringComparer.Ordinal
            );
        var readers = Array.ConvertAll(candidates, c => TextReader.Read(c, values, outline, source, options.DayFirst));
        var isTimed = candidates
            .Zip(readers)
            .Any(c => c.First is { Sender: not null, Time: { } time } && c.Second.Fields.Any(field => field.Name == time.Field.Name));
        var isAddressed = candidates.Any(c =>
            c.Recipient is { } to && values.Any(value => value.Link <= LabelLink.Gap && c.Reader(value.Folded) == to)
        );
        return SchemaChooser.Choice(
            schemas,
            candidates.Select(
                (c, i) =>
                {
                    var cue = c.Schema.Names.Any(cues.Contains) ? 1 : 0;
                    var reader = readers[i];
                    var piece = c.Body is null ? 0 : (outline.IsStructured ? 0.5 : 0.4) + (0.1 * cue);
                    var form =
                        reader.Labelled.Count == 0
                            ? 0
                            : FormScore(c, reader, values, weights, cue > 0) + (0.2 * cue) + Sides(c, reader, isTimed, isAddressed);
                    var score = outline.FirstBlock < 0 ? 0 : Math.Max(form, piece);
                    return new SchemaScore(
                        c.Schema.EntityType,
                        score == 0 ? 0 : score + (SchemaChooser.IsNamed(c.Schema, words) ? 0.1 : 0)
                    );
                }
            ),
            options
        );
    }

    // A counter sale has a time and no recipient; a paper addressed by a label is no till's; one without money is neither.
    private static double Sides(TextSchema schema, TextReader reader, bool isTimed, bool isAddressed)
    {
        if (schema.Sender is null)
        {
            return 0;
        }
        bool Has(ValueReader? field) => field is not null && reader.Fields.Any(found => found.Name == field.Field.Name);
        var money =
            reader.Fields.Any(found => schema.Schema.Fields[found.Name].Kind == FieldKind.Number)
            || reader.Unread.Any(value => value.Field.Kind == FieldKind.Number)
                ? 0
                : -0.15;
        return money
            + (
                schema.Recipient is null
                    ? isAddressed
                        ? -0.1
                        : 0
                    : isTimed && !Has(schema.Recipient) && !Has(schema.DueDay)
                        ? -0.2
                        : 0
            );
    }

    private static double FormScore(
        TextSchema schema,
        TextReader reader,
        IReadOnlyList<LabelledValue> values,
        Dictionary<string, double> weights,
        bool isCalled
    )
    {
        // A label says what a paper is, though its figures don't read.
        var unread = reader
            .Unread.Select(value => value.Field.Name)
            .Where(name => !reader.Labelled.Contains(name))
            .ToHashSet(StringComparer.Ordinal);
        double covered = 0,
            all = 0;
        foreach (var label in values.GroupBy(v => v.Folded, StringComparer.Ordinal))
        {
            var name = schema.Reader(label.Key)?.Field.Name ?? "";
            var fills = reader.Labelled.Contains(name);
            covered +=
                fills ? weights[label.Key]
                : unread.Contains(name) ? weights[label.Key] * HalfRead
                : 0;
            all += fills || label.Any(v => v.Link == LabelLink.Colon) ? weights[label.Key] : 0;
        }
        var filled = reader.Fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var identity = schema.Schema.Identity.Any(rule => rule.Fields.All(f => f.Optional || filled.Contains(f.Field))) ? 0.15 : 0;

        // Unlabelled evidence of a paper that names its kind: a number after its name, an account, sender and recipient.
        var unlabelled = isCalled && schema.Sender is not null ? filled.Count(name => !reader.Labelled.Contains(name)) / 2.0 : 0;
        return (0.4 * Math.Min(1, (reader.Labelled.Count + (unread.Count * HalfRead) + unlabelled) / 4.0))
            + (0.2 * covered / Math.Max(all, double.Epsilon))
            + identity;
    }
}
