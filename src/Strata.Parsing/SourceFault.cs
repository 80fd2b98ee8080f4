using System.Xml;

namespace Strata.Parsing;

/// <summary>Explains to people why a source can't be read. What a framework's exception says is for programmers.</summary>
public static class SourceFault
{
    /// <summary>The reason where a parser met something that neither it nor its format foresees.</summary>
    public const string Unforeseen = "the content is not as its format says: the file is damaged, or of another kind than it seems";

    public static string Of(Exception failure) =>
        failure switch
        {
            // Ours: parsers translate those of the framework where they arise.
            InvalidDataException => failure.Message,
            EndOfStreamException => "the file ends early",
            XmlException xml => $"not well-formed XML: {XmlWords.Of(xml)}",
            _ => Unforeseen,
        };

    /// <summary>
    /// Whether the exception shows a fault in how the content was handled, rather than that the machine failed or the work was cancelled.
    /// </summary>
    public static bool IsOfHandling(Exception failure) =>
        failure
            is ArgumentException
                or ArithmeticException
                or FormatException
                or IndexOutOfRangeException
                or InsufficientExecutionStackException
                or InvalidCastException
                or InvalidDataException
                or InvalidOperationException
                or JsonException
                or KeyNotFoundException
                or NotSupportedException
                or NullReferenceException
                or XmlException;
}
