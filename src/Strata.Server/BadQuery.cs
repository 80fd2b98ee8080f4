using System.Text.RegularExpressions;

namespace Strata.Server;

/// <summary>
/// What a caller is told of a value in the address that doesn't read, or of a body that isn't there: its name, what was given, what would
/// do.
/// </summary>
internal static partial class BadQuery
{
    private const int MaxShown = 60;

    public static StrataException Of(BadHttpRequestException e)
    {
        var match = Bound.Match(e.Message);
        if (!match.Success)
        {
            return new StrataException(
                ErrorCode.InvalidContent,
                NoBody.IsMatch(e.Message) ? "A JSON body is required; see /openapi/v1.json."
                    : Absent.Match(e.Message) is { Success: true } absent
                        ? $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(absent.Groups["name"].Value)} is missing."
                    : e.Message
            );
        }
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups["name"].Value);
        var given = match.Groups["given"].Value;
        var reason = $"'{(given.Length > MaxShown ? given[..MaxShown] + "…" : given)}' is not {Wanted(match.Groups["type"].Value)}.";
        return new StrataException(ErrorCode.InvalidContent, $"{name}: {reason}") { Faults = [new Fault(name, reason)] };
    }

    private static string Wanted(string type) =>
        type switch
        {
            "int" or "long" => "a whole number, such as 50",
            "double" or "decimal" => "a number, such as 0.9",
            "bool" => "true or false",
            _ => "a value that fits here; /openapi/v1.json says what does",
        };

    /// <summary>How ASP.NET says that a parameter of the query or the path doesn't read.</summary>
    [GeneratedRegex(
        "^Failed to bind parameter \"(?:Nullable<)?(?<type>[^ >]+)>? (?<name>[^\"]+)\" from \"(?<given>.*)\"\\.$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Bound { get; }

    /// <summary>How it says that a body is needed and there is none.</summary>
    [GeneratedRegex("^Implicit body inferred |was not provided from body\\.$")]
    private static partial Regex NoBody { get; }

    /// <summary>How it says that a parameter is needed and was not given.</summary>
    [GeneratedRegex("^Required parameter \"[^\"]* (?<name>[^\" ]+)\" was not provided from ", RegexOptions.ExplicitCapture)]
    private static partial Regex Absent { get; }
}
