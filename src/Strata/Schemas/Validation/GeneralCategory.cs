using static System.Globalization.UnicodeCategory;

namespace Strata.Schemas.Validation;

/// <summary>Values of Unicode's General_Category by their names in <c>\p{…}</c> of ECMA-262, and their groups.</summary>
internal static class GeneralCategory
{
    private static readonly UnicodeCategory[] Letters = [UppercaseLetter, LowercaseLetter, TitlecaseLetter, ModifierLetter, OtherLetter];
    private static readonly UnicodeCategory[] Marks = [NonSpacingMark, SpacingCombiningMark, EnclosingMark];
    private static readonly UnicodeCategory[] Numbers = [DecimalDigitNumber, LetterNumber, OtherNumber];
    private static readonly UnicodeCategory[] Signs =
    [
        ConnectorPunctuation,
        DashPunctuation,
        OpenPunctuation,
        ClosePunctuation,
        InitialQuotePunctuation,
        FinalQuotePunctuation,
        OtherPunctuation,
    ];

    public static readonly (string Short, string Long, UnicodeCategory[] Members)[] All =
    [
        ("L", "Letter", Letters),
        ("LC", "Cased_Letter", [UppercaseLetter, LowercaseLetter, TitlecaseLetter]),
        ("Lu", "Uppercase_Letter", [UppercaseLetter]),
        ("Ll", "Lowercase_Letter", [LowercaseLetter]),
        ("Lt", "Titlecase_Letter", [TitlecaseLetter]),
        ("Lm", "Modifier_Letter", [ModifierLetter]),
        ("Lo", "Other_Letter", [OtherLetter]),
        ("M", "Mark", Marks),
        ("Mn", "Nonspacing_Mark", [NonSpacingMark]),
        ("Mc", "Spacing_Mark", [SpacingCombiningMark]),
        ("Me", "Enclosing_Mark", [EnclosingMark]),
        ("N", "Number", Numbers),
        ("Nd", "Decimal_Number", [DecimalDigitNumber]),
        ("Nl", "Letter_Number", [LetterNumber]),
        ("No", "Other_Number", [OtherNumber]),
        ("P", "Punctuation", Signs),
        ("Pc", "Connector_Punctuation", [ConnectorPunctuation]),
        ("Pd", "Dash_Punctuation", [DashPunctuation]),
        ("Ps", "Open_Punctuation", [OpenPunctuation]),
        ("Pe", "Close_Punctuation", [ClosePunctuation]),
        ("Pi", "Initial_Punctuation", [InitialQuotePunctuation]),
        ("Pf", "Final_Punctuation", [FinalQuotePunctuation]),
        ("Po", "Other_Punctuation", [OtherPunctuation]),
        ("S", "Symbol", [MathSymbol, CurrencySymbol, ModifierSymbol, OtherSymbol]),
        ("Sm", "Math_Symbol", [MathSymbol]),
        ("Sc", "Currency_Symbol", [CurrencySymbol]),
        ("Sk", "Modifier_Symbol", [ModifierSymbol]),
        ("So", "Other_Symbol", [OtherSymbol]),
        ("Z", "Separator", [SpaceSeparator, LineSeparator, ParagraphSeparator]),
        ("Zs", "Space_Separator", [SpaceSeparator]),
        ("Zl", "Line_Separator", [LineSeparator]),
        ("Zp", "Paragraph_Separator", [ParagraphSeparator]),
        ("C", "Other", [Control, Format, Surrogate, PrivateUse, OtherNotAssigned]),
        ("Cc", "Control", [Control]),
        ("Cf", "Format", [Format]),
        ("Co", "Private_Use", [PrivateUse]),
        ("Cn", "Unassigned", [OtherNotAssigned]),
    ];
}
