namespace Strata.Foundation;

/// <summary>The owner of everything: a short lower-case name, chosen once (<c>local</c>, <c>alice</c>).</summary>
public readonly record struct UserId
{
    public static readonly UserId Local = new("local");

    public UserId(string value)
    {
        if (!IsValid(value))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{value}' is not a valid user name: use 1 to 40 of a-z, 0-9 and '-', starting with a letter."
            );
        }
        Value = value;
    }

    public string Value { get; }

    public static bool IsValid(string? value) =>
        value is { Length: >= 1 and <= 40 }
        && char.IsAsciiLetterLower(value[0])
        && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    public override string ToString() => Value;
}
