using Strata.Interpretation;
using Strata.Schemas;

namespace Strata.Rules;

/// <summary>
/// The deterministic interpreter: reads records and labelled values by the names, aliases and kinds that schemas declare. The same blocks,
/// schemas and options always give the same findings.
/// </summary>
internal sealed class RulesInterpreter : IInterpreter
{
    string IInterpreter.Name => "rules";

    int IInterpreter.Version => 20;

    /// <summary>Records depend on all columns, and texts on the whole, so a document is one pack.</summary>
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
