using Strata.Parsing;
using Strata.Rules;

namespace Strata.Testing.Papers;

/// <summary>A value that <c>rules</c> stated on a paper of which the truth is known.</summary>
/// <param name="Finding">That states it.</param>
internal sealed record StatedValue(Paper Paper, Finding Finding, FoundField Field, bool IsRight);

/// <summary>Reads labelled papers by <c>rules</c> and compares what they state with the truth.</summary>
internal static class PaperValues
{
    /// <summary>Fields of other types in the words of <c>invoice</c>.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["receipt/merchant"] = "vendor",
        ["receipt/receipt_number"] = "invoice_number",
        ["receipt/date"] = "issue_date",
    };

    private static readonly string[] Types = ["invoice", "receipt"];

    /// <summary>Free text, of which nobody can say when it is right.</summary>
    private static readonly string[] Unlabelled = ["notes", "description", "category", "status"];

    /// <summary>Fields that may hold more or less than the truth's words.</summary>
    private static readonly string[] Partly = ["payment_terms", "payment_method", "location", "vendor_address", "title"];

    private static readonly string[] Worded = ["vendor", "customer", "vendor_address", "location", "cashier"];

    private static readonly SchemaDefinition[] Seeds =
    [
        .. SeedSchemas.All.Select(seed =>
        {
            using var json = JsonDocument.Parse(seed.Json);
            return SchemaDefinition.Parse(seed.EntityType, 1, json.RootElement);
        }),
    ];

    public static IReadOnlyList<StatedValue> Of(IEnumerable<Paper> papers) =>
        [.. papers.AsParallel().AsOrdered().SelectMany(paper => Read(paper).SelectMany(finding => Compared(paper, finding)))];

    /// <summary>Findings of the whole paper; rows of its tables are records, which are another matter.</summary>
    private static List<Finding> Read(Paper paper)
    {
        var bytes = Encoding.UTF8.GetBytes(paper.Text);
        var parser = Parsers.For(paper.MediaType) ?? throw new InvalidOperationException(paper.MediaType);
        var findings = new List<Finding>();
        using var stream = new MemoryStream(bytes);
        foreach (var document in parser.Parse(stream, null, ParseBudget.Default))
        {
            var session = RulesInterpreter.Start(
                Seeds,
                InterpretationOptions.Default,
                document,
                fileName: null,
                range => Encoding.UTF8.GetString(bytes, (int)range.Start, (int)range.Length)
            );
            findings.AddRange(session.Interpret(document.Blocks).Where(finding => finding.Range is null));
        }
        return findings;
    }

    private static IEnumerable<StatedValue> Compared(Paper paper, Finding finding) =>
        Types.Contains(finding.Schema.EntityType)
            ? finding
                .Fields.Where(field => !Unlabelled.Contains(field.Name))
                .Select(field => new StatedValue(paper, finding, field, IsRight(paper, finding.Schema.EntityType, field)))
            : [];

    private static bool IsRight(Paper paper, string type, FoundField field)
    {
        var name = Names.GetValueOrDefault($"{type}/{field.Name}", field.Name);
        return paper.Truth.TryGetValue(name, out var right) && right.Any(truth => Same(paper, name, truth, field.Json));
    }

    private static bool Same(Paper paper, string name, string truth, string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var value = parsed.RootElement;
        if (value.ValueKind == JsonValueKind.Number)
        {
            return decimal.TryParse(truth, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                && number == value.GetDecimal();
        }
        if (value.ValueKind == JsonValueKind.Array)
        {
            return name == "items" && truth == ItemsOf(value, truth);
        }
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : json;
        if (truth.Length == 10 && DateOnly.TryParseExact(truth, "yyyy-MM-dd", out _) || name == "time")
        {
            return text.StartsWith(truth, StringComparison.Ordinal);
        }
        var (said, is_) = (Fold(text), Fold(truth));
        return name == "card"
            ? said.EndsWith(is_, StringComparison.Ordinal)
            : said == is_
                || (
                    Partly.Contains(name)
                    && said.Length > 2
                    && (is_.Contains(said, StringComparison.Ordinal) || said.Contains(is_, StringComparison.Ordinal))
                )
                // A slip of the scanner in a name is on the page that rules are given; one in a number or a day makes it another.
                || (
                    Worded.Contains(name)
                    && paper.Family.Contains("scan", StringComparison.Ordinal)
                    && Distance(said, is_) * 4 <= is_.Length
                );
    }

    private static string ItemsOf(JsonElement items, string truth)
    {
        var sum = items
            .EnumerateArray()
            .Sum(item =>
                item.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number ? amount.GetDecimal() : 0
            );
        var count = items.GetArrayLength();
        return sum == 0 && truth.StartsWith($"{count}|", StringComparison.Ordinal)
            ? truth
            : string.Create(CultureInfo.InvariantCulture, $"{count}|{sum:0.####}");
    }

    private static string Fold(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= other.Length; j++)
            {
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }
        return row[^1];
    }
}
