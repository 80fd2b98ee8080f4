namespace Strata.Parsing.Calendar;

/// <summary>
/// Parses vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350). Each card is a record from its BEGIN to its END, its fields named as in the schema
/// <c>contact</c>. Pictures, sounds and keys stay in the card and give no fields.
/// </summary>
public sealed class VCardParser : IParser
{
    private static readonly HashSet<string> Binary = new(StringComparer.Ordinal) { "PHOTO", "LOGO", "SOUND", "KEY" };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["FN"] = "name",
        ["NICKNAME"] = "nickname",
        ["BDAY"] = "birthday",
        ["TITLE"] = "job_title",
        ["NOTE"] = "notes",
        ["URL"] = "url",
        ["UID"] = "uid",
        ["LANG"] = "language",
    };

    public string Id => "vcard";
    public int Version => 3;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.VCard, "text/x-vcard"];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        if (SourceText.TooLong(source, budget, "the file of cards") is { } reason)
        {
            yield return UnreadDocument.Because(reason);
            yield break;
        }
        var text = SourceText.Read(source);
        var log = new DiagnosticLog();
        yield return text.Document(Blocks(text, budget, log), isRecords: true, budget, log);
    }

    private static IEnumerable<Block> Blocks(SourceText source, ParseBudget budget, DiagnosticLog log)
    {
        var index = 0;
        var depth = 0;
        ContentLine? begin = null;
        var lines = new List<ContentLine>();
        foreach (var line in new ContentLines(source, log).Read())
        {
            if (line.Name == "BEGIN")
            {
                // A nested card (AGENT, version 2.1) belongs to the outer one.
                if (depth++ == 0)
                {
                    begin = line;
                    lines.Clear();
                }
            }
            else if (line.Name == "END")
            {
                depth = Math.Max(0, depth - 1);
                if (depth == 0 && begin is not null)
                {
                    yield return Record(lines).Block(source, index++, begin.Start, line.End, "contact");
                    begin = null;
                }
            }
            else if (depth == 1 && lines.Count < budget.MaxFields)
            {
                lines.Add(line);
            }
        }
        if (begin is not null)
        {
            log.Add(source.LineAt(begin.Start), source.ByteAt(begin.Start), "the card has no END; what was read of it is kept");
            yield return Record(lines).Block(source, index, begin.Start, lines.Count > 0 ? lines[^1].End : begin.End, "contact");
        }
    }

    private static RecordDraft Record(List<ContentLine> lines)
    {
        var record = new RecordDraft();
        var emails = new List<(string, int, int)>();
        var tags = new List<(string, int, int)>();
        var (hasAddress, hasPhone, hasMobile) = (false, false, false);
        foreach (var line in lines)
        {
            switch (line.Name)
            {
                case "VERSION" or "PRODID":
                case var name when Binary.Contains(name):
                    break;
                case "N":
                    Parts(record, line, ["last_name", "first_name", "middle_name", "prefix", "suffix"]);
                    break;
                case "ORG":
                    Parts(record, line, ["company", "department", "unit"]);
                    break;
                case "ADR" when !hasAddress:
                    hasAddress = true;
                    Parts(record, line, ["post_office_box", "extended_address", "street", "city", "region", "postal_code", "country"]);
                    break;
                case "ADR":
                    Add(record, "address", string.Join(", ", LineValues.Parts(line).Where(part => part.Length > 0)), line);
                    break;
                case "EMAIL":
                    emails.Add((LineValues.Address(LineValues.Text(line)), line.ValueStart, line.End));
                    break;
                case "TEL":
                    var kind =
                        line.Is("TYPE", "fax") ? "fax"
                        : line.Is("TYPE", "cell") && !hasMobile ? "mobile"
                        : hasPhone ? "other_phone"
                        : "phone";
                    (hasPhone, hasMobile) = (hasPhone || kind == "phone", hasMobile || kind == "mobile");
                    Add(record, kind, LineValues.Address(LineValues.Text(line)), line);
                    break;
                case "CATEGORIES":
                    tags.AddRange(LineValues.List(line).Select(tag => (tag, line.ValueStart, line.End)));
                    break;
                case "BDAY":
                    Add(record, "birthday", WithoutMadeUpYear(line, LineValues.Moment(LineValues.Text(line)).Split('T')[0]), line);
                    break;
                default:
                    Add(record, Names.GetValueOrDefault(line.Name) ?? line.Name.ToLowerInvariant(), LineValues.Text(line), line);
                    break;
            }
        }
        if (emails is [var (first, start, end), ..])
        {
            record.Add("email", first, null, start, end);
            record.AddAll("other_emails", emails[1..]);
        }
        record.AddAll("tags", tags);
        return record;
    }

    // Apple writes a birthday without a year as 1604, and that year in X-APPLE-OMIT-YEAR; version 4.0 writes --0814.
    private static string WithoutMadeUpYear(ContentLine line, string day) =>
        line["X-APPLE-OMIT-YEAR"] is { Length: 4 } year
        && day.Length == 10
        && day.StartsWith(year, StringComparison.Ordinal)
        && day[4] == '-'
        && day[7] == '-'
            ? $"--{day[5..7]}{day[8..]}"
            : day;

    private static void Parts(RecordDraft record, ContentLine line, ReadOnlySpan<string> names)
    {
        var parts = LineValues.Parts(line);
        for (var i = 0; i < Math.Min(parts.Length, names.Length); i++)
        {
            Add(record, names[i], parts[i], line);
        }
    }

    private static void Add(RecordDraft record, string name, string text, ContentLine line)
    {
        if (text.Length > 0)
        {
            record.Add(name, text, null, line.ValueStart, line.End);
        }
    }
}
