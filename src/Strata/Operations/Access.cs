namespace Strata.Operations;

/// <summary>What an operation may do, and so which scope a token needs for it.</summary>
public enum Access
{
    Read,

    /// <summary>Decide about what was found, and nothing else.</summary>
    Review,
    Write,
    Admin,
}
