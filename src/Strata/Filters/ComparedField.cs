using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Filters;

/// <summary>A field that a filter compares.</summary>
/// <param name="text">The whole filter.</param>
/// <param name="kinds">Of the field, in all the types that declare it.</param>
internal sealed class ComparedField(
    string text,
    string name,
    IReadOnlyList<FieldKind> kinds,
    IReadOnlyList<SchemaDefinition> types,
    LocalDay day
)
{
    public Condition IsSet => new Comparison(new FieldFilter(name, "exists"));

    public Condition IsMissing => new Comparison(new FieldFilter(name, "missing"));

    /// <summary>Whether it holds dates or times, and nothing else.</summary>
    public bool IsDated => kinds.Count > 0 && kinds.All(k => k is FieldKind.Date or FieldKind.DateTime);

    public Condition Compare(string op, FilterToken value)
    {
        if (IsDated && op is not ("prefix" or "contains"))
        {
            if (Period.Find(value.Text, day.Today) is { } period)
            {
                return Within(op, period);
            }
            if (kinds.Contains(FieldKind.Date) || !Moment.TryParse(value.Text, out _))
            {
                throw FilterParser.Refused(text, value.Start, $"'{value.Text}' is no date: {Period.Forms}");
            }
        }
        var comparison = Of(
            op,
            value.Kind == FilterTokenKind.Quoted || op is "prefix" or "contains" ? Text(value.Text) : Plain(value.Text)
        );
        try
        {
            comparison.Term.RequireComparable(types);
        }
        catch (StrataException e)
        {
            throw FilterParser.Refused(text, value.Start, e.Message.TrimEnd('.'));
        }
        return comparison;
    }

    /// <summary>A comparison with all the days of a period.</summary>
    private Condition Within(string op, Period period)
    {
        var (first, after) = (Of("ge", Bound(period.First)), Of("lt", Bound(period.After)));
        return op switch
        {
            "eq" => IsDay(period) ? Of("eq", Bound(period.First)) : new Every([first, after]),
            "ne" => new Not(IsDay(period) ? Of("eq", Bound(period.First)) : new Every([first, after])),
            "lt" => Of("lt", Bound(period.First)),
            "ge" => first,
            "le" => after,
            _ => Of("ge", Bound(period.After)),
        };
    }

    /// <summary>Whether the field's own values are days, and this is one.</summary>
    private bool IsDay(Period period) => !kinds.Contains(FieldKind.DateTime) && period.First.AddDays(1) == period.After;

    private JsonElement Bound(DateOnly date) => Text(kinds.Contains(FieldKind.Date) ? Period.Iso(date) : day.StartOf(date));

    private Comparison Of(string op, JsonElement value) => new(new FieldFilter(name, op, value));

    private static JsonElement Text(string text) => JsonElement.Parse(JsonText.String(text));

    /// <summary>Words without quotation marks: a number, true or false where they are one, else text.</summary>
    private static JsonElement Plain(string text)
    {
        try
        {
            if (text is "true" or "false" || text[0] is '-' or (>= '0' and <= '9'))
            {
                return JsonElement.Parse(text);
            }
        }
        catch (JsonException)
        {
            // Not a number: plain text.
        }
        return Text(text);
    }
}
