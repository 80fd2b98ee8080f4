using System.Text.RegularExpressions;

namespace Strata.Server;

/// <summary>Refuses unreadable query and path values and missing bodies by name, with the given and the expected value.</summary>
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

    /// <summary>Matches ASP.NET's message for an unreadable query or path parameter.</summary>
    [GeneratedRegex(
        "^Failed to bind parameter \"(?:Nullable<)?(?<type>[^ >]+)>? (?<name>[^\"]+)\" from \"(?<given>.*)\"\\.$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Bound { get; }

    /// <summary>Matches ASP.NET's message for a missing body.</summary>
    [GeneratedRegex("^Implicit body inferred |was not provided from body\\.$")]
    private static partial Regex NoBody { get; }

    /// <summary>Matches ASP.NET's message for a missing parameter.</summary>
    [GeneratedRegex("^Required parameter \"[^\"]* (?<name>[^\" ]+)\" was not provided from ", RegexOptions.ExplicitCapture)]
    private static partial Regex Absent { get; }
}
