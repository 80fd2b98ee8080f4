namespace Strata.Operations;

/// <summary>What an operation may do, and so which scope a token needs for it.</summary>
public enum Access
{
    Read,
    Write,
    Admin,
}
