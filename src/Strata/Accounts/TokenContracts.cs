namespace Strata.Accounts;

/// <summary>A token to be made for oneself.</summary>
public sealed record TokenRequest
{
    /// <summary>What it is for: "laptop", "backup".</summary>
    public required string Name { get; init; }

    /// <summary>Required, as the least that does is the best.</summary>
    public required TokenScope Scope { get; init; }

    /// <summary>From this moment on it is refused; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
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
