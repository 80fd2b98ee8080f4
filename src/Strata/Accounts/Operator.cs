namespace Strata.Accounts;

/// <summary>Actors for people with access to the store itself: as its operator, or as a user at the command line.</summary>
internal static class Operator
{
    public const string Name = "operator";
    private const string CommandLine = "cli";
    private const int Max = 64;

    /// <summary>Returns the operator with their system name: <c>operator:alice</c>.</summary>
    /// <param name="systemUser">Null: unknown.</param>
    public static string Of(string? systemUser) => Signed(Name, systemUser);

    /// <summary>The same at the command line: <c>cli:alice</c>.</summary>
    public static string AtCommandLine(string? systemUser) => Signed(CommandLine, systemUser);

    /// <summary>Returns the error for users who are none.</summary>
    public static StrataException Refused() =>
        new(ErrorCode.Forbidden, "This is for operators of the server: whom it was started with (strata serve --operator NAME).");

    private static string Signed(string door, string? systemUser)
    {
        // Text after the last ":tok_" would be read as a token.
        var name = new string([
            .. (systemUser ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '$').Take(Max),
        ]);
        return name.Length == 0 ? door
            : name.StartsWith("tok_", StringComparison.Ordinal) ? $"{door}:user-{name}"
            : $"{door}:{name}";
    }
}
