using Strata.Interpretation;
using Strata.Schemas;

namespace Strata.Rules;

/// <summary>
/// The deterministic interpreter: reads records and labelled values by names, aliases and kinds that schemas declare, and nothing else.
/// The same blocks, schemas and options always give the same findings.
/// </summary>
internal sealed class RulesInterpreter : IInterpreter
{
    string IInterpreter.Name => "rules";

    int IInterpreter.Version => 17;

    /// <summary>A record is read by the columns of all, a text as a whole, so a document is one pack.</summary>
    IEnumerable<Pack> IInterpreter.Plan(ParsedDocument document) => [Pack.WholeDocument];

    IReading IInterpreter.Start(
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        ParsedDocument document,
        string? fileName,
        Func<ByteRange, string> slice
    ) => Start(schemas, options, document, fileName, slice);

    /// <inheritdoc cref="IInterpreter.Start"/>
    public static RulesSession Start(
        IReadOnlyList<SchemaDefinition> schemas,
        InterpretationOptions options,
        ParsedDocument document,
        string? fileName,
        Func<ByteRange, string> slice
    ) =>
        new(
            schemas,
            options,
            document,
            fileName,
            new InterpretedText(document.Encoding, slice)
            {
                HasTags = document.Facts.ContainsKey(ParsedDocument.MarkupFact),
                NameRanges = document.NameRanges,
            }
        );
}
