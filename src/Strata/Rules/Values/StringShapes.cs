using Strata.Schemas.Validation;

namespace Strata.Rules.Values;

/// <summary>Shapes that schemas assert (<see cref="StringFormat"/>), so that readers and schemas agree.</summary>
internal static class StringShapes
{
    private static readonly StringFormat.Test IsTime = Of("time");
    private static readonly StringFormat.Test IsDateTime = Of("date-time");
    private static readonly StringFormat.Test IsMoment = Of("moment");
    private static readonly StringFormat.Test IsEmail = Of("email");
    private static readonly StringFormat.Test IsUri = Of("uri");
    private static readonly StringFormat.Test IsPhone = Of("phone");

    public static bool Time(ReadOnlySpan<char> text) => IsTime(text);

    public static bool DateTime(ReadOnlySpan<char> text) => IsDateTime(text);

    /// <summary>A date and a time without an offset, in ISO 8601.</summary>
    public static bool LocalDateTime(ReadOnlySpan<char> text) => text.Length >= 16 && IsMoment(text) && !text[11..].ContainsAny("Zz+-");

    public static Reading Email(ReadOnlySpan<char> text) => Kept(text.Trim(), IsEmail, "not an e-mail address");

    public static Reading Uri(ReadOnlySpan<char> text) => Kept(text.Trim(), IsUri, "not an absolute URL");

    public static Reading Phone(ReadOnlySpan<char> text) =>
        DateText.IsOnlyDate(text)
            ? Reading.Not("a date, where a phone number is wanted")
            : Kept(text.Trim(), IsPhone, "not a phone number");

    private static Reading Kept(ReadOnlySpan<char> text, StringFormat.Test fits, string otherwise) =>
        fits(text) ? Reading.Of(JsonString.Quote(text)) : Reading.Not(otherwise);

    private static StringFormat.Test Of(string name) => StringFormat.All[name].Fits;
}
