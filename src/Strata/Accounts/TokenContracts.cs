namespace Strata.Accounts;

/// <summary>A token to be made for oneself.</summary>
public sealed record TokenRequest
{
    /// <summary>What it is for: "laptop", "backup".</summary>
    public required string Name { get; init; }

    /// <summary>read, write (and read), or admin (everything). It has to be said: the least that does is the best.</summary>
    public required string Scope { get; init; }

    /// <summary>From this moment on it is refused; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <exception cref="StrataException">INVALID_CONTENT: there is no such scope.</exception>
    public TokenScope Allows() =>
        Enum.GetValues<TokenScope>()
            .Where(s => string.Equals(s.Name(), Scope, StringComparison.Ordinal))
            .Select(s => (TokenScope?)s)
            .FirstOrDefault()
        ?? throw new StrataException(ErrorCode.InvalidContent, $"'{Scope}' is not a scope; use read, write or admin.");
}

public sealed record RotateTokenRequest
{
    public const int MaxGraceHours = 24 * 366;

    /// <summary>How long the old one is still good.</summary>
    public int GraceHours { get; set; } = 24;

    /// <exception cref="StrataException">INVALID_CONTENT: too long, or negative.</exception>
    internal TimeSpan Grace() =>
        GraceHours is >= 0 and <= MaxGraceHours
            ? TimeSpan.FromHours(GraceHours)
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"'grace_hours' must be between 0 and {MaxGraceHours}; got {GraceHours}."
            );
}
