using Strata.Parsing.Calendar;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>An entity that recurs by the rule in its field with the role <c>recurrence</c>, and its further occurrences.</summary>
internal sealed class RecurringSeries
{
    private const string Local = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Day = "yyyy-MM-dd";

    private readonly RecurrenceRule _rule;
    private readonly LocalMoment _start;
    private readonly TimeSpan? _length;
    private readonly string? _zone;
    private readonly HashSet<string> _exceptions;

    private RecurringSeries(RecurrenceRule rule, LocalMoment start, TimeSpan? length, string? zone, HashSet<string> exceptions) =>
        (_rule, _start, _length, _zone, _exceptions) = (rule, start, length, zone, exceptions);

    /// <summary>Id of the series, which precedes that of a changed occurrence: <c>UID/20260316T100000</c>.</summary>
    public string? Id { get; private init; }

    /// <summary>Returns null if the entity does not recur, or by a rule that is not read.</summary>
    public static RecurringSeries? Of(FieldList values, SchemaDefinition schema) =>
        Text(values, schema, FieldRole.Recurrence) is { } text
        && RecurrenceRule.TryParse(text) is { } rule
        && LocalMoment.TryParse(Text(values, schema, FieldRole.Start)) is { } start
            ? new RecurringSeries(
                rule,
                start,
                LocalMoment.TryParse(Text(values, schema, FieldRole.End)) is { } end && end.IsDay == start.IsDay && end.At > start.At
                    ? end.At - start.At
                    : null,
                Text(values, schema, FieldRole.TimeZone),
                [.. Texts(values, schema, FieldRole.Exceptions)]
            )
            {
                Id = Text(values, schema, FieldRole.ExternalId),
            }
            : null;

    /// <summary>Returns start and end of the occurrences after the first, in order, without exceptions and changed occurrences.</summary>
    /// <param name="from">Those that end before may be left out.</param>
    /// <param name="changed">Ids of changed occurrences.</param>
    public IEnumerable<(string Start, string? End)> After(DateTime from, IReadOnlySet<string> changed)
    {
        var earliest = from == DateTime.MinValue ? from : from.AddDays(-1) - (_length ?? TimeSpan.Zero);
        foreach (var at in _rule.Starts(_start.At, earliest, OffsetAt).Where(at => at != _start.At))
        {
            var start = Written(at);
            if (!_exceptions.Contains(start) && !_exceptions.Contains(start[..Day.Length]) && !IsChanged(at, changed))
            {
                yield return (start, _length is { } length && at < DateTime.MaxValue - length ? Written(at + length) : null);
            }
        }
    }

    private bool IsChanged(DateTime at, IReadOnlySet<string> changed) =>
        changed.Count > 0
        && (
            changed.Contains($"{Id}/{at.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}")
            || changed.Contains($"{Id}/{at.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}")
            || changed.Contains($"{Id}/{(at - OffsetAt(at)).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}")
        );

    private string Written(DateTime at) =>
        _start.IsDay ? at.ToString(Day, CultureInfo.InvariantCulture)
        : _start.Offset is not { } fixedOffset ? at.ToString(Local, CultureInfo.InvariantCulture)
        : _start.IsUtc ? at.ToString(Local, CultureInfo.InvariantCulture) + "Z"
        : new DateTimeOffset(at, ZoneOffsetAt(at) ?? fixedOffset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private TimeSpan OffsetAt(DateTime at) => _start.IsUtc ? TimeSpan.Zero : ZoneOffsetAt(at) ?? _start.Offset ?? TimeSpan.Zero;

    private TimeSpan? ZoneOffsetAt(DateTime at) =>
        _zone is null ? null : ZonedTime.OffsetAt(_zone, at) ?? ZonedTime.OffsetInWindows(_zone, at);

    private static string? Text(FieldList values, SchemaDefinition schema, FieldRole role) =>
        schema.Of(role) is { } field && values[field.Name] is { } json && json[0] == '"' ? JsonText.Plain(json) : null;

    private static IEnumerable<string> Texts(FieldList values, SchemaDefinition schema, FieldRole role) =>
        schema.Of(role) is { } field && values[field.Name] is { } json && json[0] == '['
            ? JsonText.Element(json).EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString() ?? "")
            : [];

    /// <summary>A day, or a time with the offset that it is written with.</summary>
    private readonly record struct LocalMoment(DateTime At, bool IsDay, TimeSpan? Offset, bool IsUtc)
    {
        public static LocalMoment? TryParse(string? text)
        {
            if (text is null)
            {
                return null;
            }
            if (DateTime.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return new(day, IsDay: true, null, IsUtc: false);
            }
            const int length = 19;
            if (
                text.Length < length
                || !DateTime.TryParseExact(text[..length], Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            )
            {
                return null;
            }
            var rest = text[length..];
            return rest.Length == 0 ? new(at, IsDay: false, null, IsUtc: false)
                : rest == "Z" ? new(at, IsDay: false, TimeSpan.Zero, IsUtc: true)
                : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var whole)
                    ? new(at, IsDay: false, whole.Offset, IsUtc: false)
                : null;
        }
    }
}
