namespace Strata.Accounts;

/// <summary>
/// With whom is signed what people do who have the store itself at hand: what they administer as the operator, what they decide as a user
/// through the command line.
/// </summary>
internal static class Operator
{
    public const string Name = "operator";
    private const string CommandLine = "cli";
    private const int Max = 64;

    /// <summary>With whom the system knows them as, behind a colon as other actors have it: <c>operator:alice</c>.</summary>
    /// <param name="systemUser">Null: nobody knows.</param>
    public static string Of(string? systemUser) => Signed(Name, systemUser);

    /// <summary>The same at the command line: <c>cli:alice</c>.</summary>
    public static string AtCommandLine(string? systemUser) => Signed(CommandLine, systemUser);

    private static string Signed(string door, string? systemUser)
    {
        // What follows the last ":tok_" would be read as a token.
        var name = new string([
            .. (systemUser ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '$').Take(Max),
        ]);
        return name.Length == 0 ? door
            : name.StartsWith("tok_", StringComparison.Ordinal) ? $"{door}:user-{name}"
            : $"{door}:{name}";
    }
}
