namespace Strata.Users;

/// <summary>Whom administrative actions are signed with where nobody is named: whoever runs the command line on the store's own machine.</summary>
internal static class Operator
{
    public const string Name = "operator";
    private const int Most = 64;

    /// <summary>With whom the system knows them as, behind a colon as other actors have it: <c>operator:alice</c>.</summary>
    /// <param name="systemUser">Null: nobody knows.</param>
    public static string Of(string? systemUser)
    {
        // What follows the last ":tok_" would be read as a token.
        var name = new string([.. (systemUser ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '$').Take(Most)]);
        return name.Length == 0 ? Name
            : name.StartsWith("tok_", StringComparison.Ordinal) ? $"{Name}:user-{name}"
            : $"{Name}:{name}";
    }
}
