namespace Strata.Tests.Documents;

/// <summary>How often a field was the true one, another one, not found, or found where the paper has none.</summary>
internal readonly record struct Score(int Right, int Wrong, int Missing, int Spurious)
{
    public double Precision => Right == 0 ? 0 : (double)Right / (Right + Wrong + Spurious);
    public double Recall => Right == 0 ? 0 : (double)Right / (Right + Wrong + Missing);

    public static Score operator +(Score a, Score b) =>
        new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missing + b.Missing, a.Spurious + b.Spurious);
}

/// <summary>
/// Findings against the truth of a paper: a list of entities, each with <c>type</c> (more than one with <c>|</c> between) and its fields.
/// A list of values is right by any of them; line items are their number, or the lines themselves, each scored as <c>items[]</c> by all
/// cells that the truth gives. <c>may</c> has fields that a reader need not find, <c>optional</c> is an entity that need not be;
/// what neither names is spurious, and so is every field of an entity that the truth lacks, except of the contacts in a mail's header,
/// and of notes and generic entities, which keep a text that has no other type.
/// </summary>
internal sealed class PaperScores(Action<string> tell)
{
    private readonly SortedDictionary<string, Score> _scores = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Score> Fields => _scores;

    public Score All => _scores.Values.Aggregate(default(Score), (a, b) => a + b);

    public void Add(string paper, JsonElement truth, IEnumerable<Finding> findings)
    {
        var left = findings.ToList();
        foreach (var expected in truth.EnumerateArray())
        {
            var types = (expected.GetProperty("type").GetString() ?? "").Split('|');
            var finding = left.FirstOrDefault(f => types.Contains(f.Schema.EntityType));
            if (finding is not null)
            {
                left.Remove(finding);
            }
            else if (expected.TryGetProperty("optional", out _))
            {
                continue;
            }

            Compare(paper, expected, finding);
        }

        foreach (
            var finding in left.Where(f =>
                f.Schema.EntityType is not ("note" or "generic")
                && !(f.Schema.EntityType == "contact" && paper.EndsWith(".eml", StringComparison.Ordinal))
            )
        )
        {
            tell(
                $"{paper}: {finding.Schema.EntityType} that the paper has none of: {string.Join(", ", finding.Fields.Select(f => $"{f.Name} {f.Json}"))}"
            );
            finding.Fields.ToList().ForEach(f => Count(f.Name, new Score(0, 0, 0, 1)));
        }
    }

    private void Compare(string paper, JsonElement expected, Finding? finding)
    {
        var found = finding?.Fields.ToDictionary(f => f.Name, f => f.Json) ?? [];
        foreach (var field in expected.EnumerateObject().Where(field => field.Name is not ("type" or "may" or "optional")))
        {
            var value = found.GetValueOrDefault(field.Name);
            var right = value is not null && Same(field.Value, value);
            Count(
                field.Name,
                value is null ? new Score(0, 0, 1, 0)
                    : right ? new Score(1, 0, 0, 0)
                    : new Score(0, 1, 0, 0)
            );
            if (!right)
            {
                tell($"{paper}: {field.Name} is {value ?? "missing"}, true is {field.Value}");
            }

            if (IsLines(field.Value))
            {
                CompareLines(paper, field.Value, value);
            }
        }

        foreach (var (name, value) in found.Where(f => !expected.TryGetProperty(f.Key, out _)))
        {
            if (!(expected.TryGetProperty("may", out var may) && may.TryGetProperty(name, out var allowed)))
            {
                Count(name, new Score(0, 0, 0, 1));
                tell($"{paper}: {name} is {value}, the paper has none");
            }
            else if (allowed.ValueKind != JsonValueKind.Null)
            {
                var right = Same(allowed, value);
                Count(name, right ? new Score(1, 0, 0, 0) : new Score(0, 1, 0, 0));
                if (!right)
                {
                    tell($"{paper}: {name} is {value}, it may be {allowed}");
                }
            }
        }
    }

    private void CompareLines(string paper, JsonElement expected, string? json)
    {
        using var value = JsonDocument.Parse(json ?? "[]");
        var lines = value.RootElement.EnumerateArray().ToList();
        foreach (var (line, i) in expected.EnumerateArray().Select((line, i) => (line, i)))
        {
            var right =
                i < lines.Count
                && line.EnumerateObject()
                    .All(cell => lines[i].TryGetProperty(cell.Name, out var own) && Same(cell.Value, own.GetRawText()));
            Count(
                "items[]",
                i >= lines.Count ? new Score(0, 0, 1, 0)
                    : right ? new Score(1, 0, 0, 0)
                    : new Score(0, 1, 0, 0)
            );
            if (i < lines.Count && !right)
            {
                tell($"{paper}: line {i} is {lines[i].GetRawText()}, true is {line.GetRawText()}");
            }
        }
    }

    private static bool IsLines(JsonElement expected) =>
        expected.ValueKind == JsonValueKind.Array && expected.GetArrayLength() > 0 && expected[0].ValueKind == JsonValueKind.Object;

    private static bool Same(JsonElement expected, string json)
    {
        using var value = JsonDocument.Parse(json);
        var found = value.RootElement;
        if (found.ValueKind == JsonValueKind.Array)
        {
            return found.GetArrayLength()
                == (
                    IsLines(expected) ? expected.GetArrayLength()
                    : expected.ValueKind == JsonValueKind.Number ? expected.GetInt32()
                    : -1
                );
        }

        return expected.ValueKind == JsonValueKind.Array ? expected.EnumerateArray().Any(any => Same(any, json))
            : found.ValueKind == JsonValueKind.Number
                ? expected.ValueKind == JsonValueKind.Number && found.GetDecimal() == expected.GetDecimal()
            : (found.ValueKind == JsonValueKind.String ? found.GetString() : json)
                == (expected.ValueKind == JsonValueKind.String ? expected.GetString() : expected.GetRawText());
    }

    private void Count(string field, Score score) => _scores[field] = _scores.GetValueOrDefault(field) + score;
}
