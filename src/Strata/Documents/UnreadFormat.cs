using Strata.Parsing;

namespace Strata.Documents;

/// <summary>What is said of a source whose format no parser reads.</summary>
internal static class UnreadFormat
{
    public static string Reason(string mediaType) =>
        $"There is no parser for {mediaType}; read are {string.Join(", ", Parsers.All.SelectMany(p => p.MediaTypes))}.";
}
