namespace Strata.Parsing.Calendar;

/// <summary>
/// Parses iCalendar (RFC 5545). Each event, to-do and journal entry is a record from its BEGIN to its END, its fields named as in the
/// schemas <c>event</c> and <c>task</c>. Local times get an offset if the tz database, the calendar or the Windows names know their zone; a
/// duration gives the end. Alarms and time zone tables are part of the record or of gaps and give no fields. A changed occurrence of a
/// series (RECURRENCE-ID) is a record of its own, whose <c>uid</c> combines the ids of the series and the occurrence:
/// <c>UID/20260316T100000</c>.
/// </summary>
public sealed class CalendarParser : IParser
{
    private const string Task = "VTODO";

    private static readonly Dictionary<string, string> Sections = new(StringComparer.Ordinal)
    {
        ["VEVENT"] = "event",
        [Task] = "task",
        ["VJOURNAL"] = "note",
    };

    private static readonly HashSet<string> Moments = new(StringComparer.Ordinal)
    {
        "DTSTART",
        "DTEND",
        "DUE",
        "COMPLETED",
        "CREATED",
        "LAST-MODIFIED",
        "DTSTAMP",
        "RECURRENCE-ID",
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["LAST-MODIFIED"] = "last_modified",
        ["RECURRENCE-ID"] = "recurrence_id",
    };

    public string Id => "calendar";
    public int Version => 6;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Calendar];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        if (SourceText.TooLong(source, budget, "the calendar") is { } reason)
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
        var clock = new CalendarClock(source, log);
        var index = 0;
        var open = new List<string>();
        ContentLine? begin = null;
        var lines = new List<ContentLine>();
        foreach (var line in new ContentLines(source, log).Read())
        {
            var component = line.Value.Trim().ToUpperInvariant();
            if (line.Name == "BEGIN")
            {
                if (open.Count >= budget.MaxDepth)
                {
                    throw new InvalidDataException($"components are nested deeper than {budget.MaxDepth} (MaxDepth)");
                }
                open.Add(component);
                if (begin is null && Sections.ContainsKey(component))
                {
                    begin = line;
                    lines.Clear();
                }
            }
            else if (line.Name == "END")
            {
                var at = open.LastIndexOf(component);
                open.RemoveRange(at < 0 ? open.Count : at, at < 0 ? 0 : open.Count - at);
                if (begin is not null && component == begin.Value.Trim().ToUpperInvariant())
                {
                    yield return Record(lines, component == Task, clock).Block(source, index++, begin.Start, line.End, Sections[component]);
                    begin = null;
                }
            }
            else if (begin is not null && open.Count > 0 && Sections.ContainsKey(open[^1]) && lines.Count < budget.MaxFields)
            {
                lines.Add(line);
            }
        }
        if (begin is not null)
        {
            log.Add(source.LineAt(begin.Start), source.ByteAt(begin.Start), "the entry has no END; what was read of it is kept");
            var component = begin.Value.Trim().ToUpperInvariant();
            yield return Record(lines, component == Task, clock)
                .Block(source, index, begin.Start, lines.Count > 0 ? lines[^1].End : begin.End, Sections[component]);
        }
    }

    private static RecordDraft Record(List<ContentLine> lines, bool isTask, CalendarClock clock)
    {
        var record = new RecordDraft();
        var occurrence = lines.Find(line => line.Name == "RECURRENCE-ID")?.Value.Trim();
        foreach (var line in lines)
        {
            if (occurrence is { Length: > 0 } && OfSeries(line, occurrence) is var (name, text))
            {
                record.Add(name, text, null, line.ValueStart, line.End);
            }
            else
            {
                Field(record, line, clock);
            }
        }
        if (
            !lines.Exists(line => line.Name is "DTEND" or "DUE")
            && lines.Find(line => line.Name == "DTSTART") is { } start
            && lines.Find(line => line.Name == "DURATION") is { } duration
            && clock.End(start, duration) is { } end
        )
        {
            record.Add(isTask ? "due" : "dtend", end, null, duration.ValueStart, duration.End);
        }
        record.AddAll(
            "exdate",
            [
                .. lines
                    .FindAll(line => line.Name == "EXDATE")
                    .SelectMany(line => line.Value.Split(',').Select(at => (clock.Of(line, at), line.ValueStart, line.End))),
            ]
        );
        var attendees = lines.FindAll(line => line.Name == "ATTENDEE");
        record.AddAll("attendees", attendees.ConvertAll(line => (Person(line), line.Start, line.End)));
        if (attendees.Exists(line => Person(line) != LineValues.Address(line.Value)))
        {
            record.AddAll("attendee_emails", attendees.ConvertAll(line => (LineValues.Address(line.Value), line.ValueStart, line.End)));
        }
        return record;
    }

    /// <summary>
    /// Returns the changed name and text of a field that would make an occurrence pass for its series: the id or the recurrence rule.
    /// </summary>
    private static (string Name, string Text)? OfSeries(ContentLine line, string occurrence) =>
        line.Name switch
        {
            "UID" => ("uid", $"{LineValues.Text(line)}/{occurrence}"),
            "RRULE" => ("series_rrule", LineValues.Text(line)),
            _ => null,
        };

    private static void Field(RecordDraft record, ContentLine line, CalendarClock clock)
    {
        var name = Names.GetValueOrDefault(line.Name) ?? line.Name.ToLowerInvariant();
        if (line.Name is "ATTENDEE" or "EXDATE" || line.Is("ENCODING", "BASE64"))
        {
            return;
        }
        if (line.Name == "ORGANIZER")
        {
            var named = line.Parameters.FirstOrDefault(p => p.Name == "CN");
            if (named.Value is { Length: > 0 })
            {
                record.Add("organizer", named.Value, null, named.Start, named.End);
                record.Add("organizer_email", LineValues.Address(line.Value), null, line.ValueStart, line.End);
            }
            else
            {
                record.Add("organizer", LineValues.Address(line.Value), null, line.ValueStart, line.End);
            }
            return;
        }
        if (!Moments.Contains(line.Name))
        {
            record.Add(
                name,
                line.Name is "STATUS" ? LineValues.Text(line).ToLowerInvariant() : LineValues.Text(line),
                null,
                line.ValueStart,
                line.End
            );
            return;
        }
        record.Add(name, clock.Of(line), null, line.ValueStart, line.End);
        foreach (var parameter in line.Parameters)
        {
            if (parameter is { Name: "TZID", Value.Length: > 0 })
            {
                record.Add(name + "_time_zone", parameter.Value, null, parameter.Start, parameter.End);
            }
            else if (line.Name == "DTSTART" && parameter is { Name: "VALUE", Value: "DATE" })
            {
                record.Add("all_day", "true", "true", parameter.Start, parameter.End);
            }
        }
    }

    private static string Person(ContentLine line) => line["CN"] is { Length: > 0 } name ? name : LineValues.Address(line.Value);
}
