namespace Strata.Schemas.Validation;

/// <summary>Paths into JSON by RFC 6901.</summary>
internal static class JsonPointer
{
    public static string Then(string pointer, string token) =>
        pointer + "/" + token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Then(string pointer, int index) => $"{pointer}/{index}";

    public static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
