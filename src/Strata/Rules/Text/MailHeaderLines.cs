using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Records;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>
/// Reads a mail's header: a <see cref="BlockType.Message"/> block with fields. Its names are no form labels ("From" is no vendor): they are
/// kept as they are, and the people in them are records of their own.
/// </summary>
internal static partial class MailHeaderLines
{
    private const string Subject = "Subject";
    private static readonly string[] OfPeople = ["From", "To", "Cc", "Reply-To"];

    public static bool IsOne(Block block) => block is { Type: BlockType.Message, Fields.Count: > 0 };

    /// <summary>Returns the header's values under names that no schema knows.</summary>
    public static IEnumerable<LabelledValue> Values(Block header) =>
        header.Fields.Select(field => new LabelledValue(
            field.Name,
            $"mail {field.Name}",
            field.Text,
            field.Range,
            header.Index,
            LabelLink.Colon,
            Leading: true
        ));

    /// <summary>Returns the subject as a line of text, which often names the mail's kind.</summary>
    public static IEnumerable<TextLine> SubjectOf(Block header) =>
        header.Fields.Where(field => field.Name == Subject).Select(field => new TextLine(field.Text, field.Range, header));

    /// <summary>Returns the senders' names and addresses.</summary>
    public static IEnumerable<(FoundShape Name, string Address)> Senders(Block header, InterpretedText source) =>
        from field in header.Fields
        where field.Name is "From" or "Reply-To"
        from person in People(header, field, source)
        where person.Fields is [{ Name: "Name" }, { Name: "Email" }]
        select (new FoundShape(person.Fields[0].Text, person.Fields[0].Range, header.Index), person.Fields[1].Text);

    /// <summary>Returns the people as records that fit schemas of people; null if there is no such schema or person.</summary>
    public static TableRecords? People(
        IReadOnlyList<Block> headers,
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        InterpretedText source
    )
    {
        var rows = headers
            .SelectMany(header =>
                header
                    .Fields.Where(field => OfPeople.Contains(field.Name, StringComparer.Ordinal))
                    .SelectMany(field => People(header, field, source))
            )
            .ToList();
        if (rows.Count == 0)
        {
            return null;
        }
        var types = new RecordTypes(schemas, rows, options with { EntityType = null }, "contacts", source);
        return types.Main.IsGeneric ? null : new(new([], []), types, rows.ConvertAll(row => new TableRow(row)));
    }

    private static IEnumerable<Block> People(Block header, RecordField field, InterpretedText source)
    {
        foreach (Match match in Address().Matches(field.Text))
        {
            var parts = new List<RecordField>();
            foreach (var (name, group) in new[] { ("Name", match.Groups["name"]), ("Email", match.Groups["email"]) })
            {
                if (group.Success && group.Value.Trim().Length > 0)
                {
                    var (raw, range) = source.Part(field.Text, field.Range, group.Index, group.Length);
                    var plain = raw.Replace("\\\"", "\"", StringComparison.Ordinal);
                    parts.Add(new(name, plain, null, range) { IsInferred = plain.Length != raw.Length });
                }
            }
            var (text, whole) = source.Part(field.Text, field.Range, match.Index, match.Length);
            yield return new Block(header.Index, BlockType.Record, whole, text) { Fields = parts };
        }
    }

    // A name in quotes, which may hold commas, or bare before an address in angle brackets, or an address alone (RFC 5322, 3.2.4 and 3.4,
    // as the mail parser writes it out).
    [GeneratedRegex(
        @"((""(?<name>([^""\\]|\\.)+)""|(?<name>[^""<>,]+?))\s*<(?<email>[^<>\s]+@[^<>\s]+)>)|(?<email>[^\s<>,""]+@[^\s<>,""]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Address();
}
