using Strata.Accounts;
using Strata.Operations;

namespace Strata.Sources;

public static partial class StructuredModule
{
    public static readonly Operation<StructuredRequest, StructuredResult> Store = new Operation<
        StructuredIngestion,
        StructuredRequest,
        StructuredResult
    >(
        "ingest_structured",
        "Stores facts that are fields already: one or many entities, all or nothing.",
        (structured, request, context) =>
            UsageMeters.CountRefusalsAsync(structured.StoreAsync(context.User, context.Actor, request, context.Cancellation))
    )
    {
        Access = Access.Write,
        Route = OperationRoute.Post("/entities"),
        Tool = new()
        {
            Description =
                "Stores facts you already have as fields, all or nothing. Identity rules decide whether each is new or known; fields no schema declares are kept. Ask list_schemas for types first.",
            Shows = ["source_id", "run_id", "entities"],
        },
        Sources = stored => stored is StructuredResult taken ? [new(taken.SourceId, FileName: null)] : [],
        Examples =
        [
            """{"entities":[{"entity_type":"contact","ref":"me","fields":{"email":"eve@example.com"}}],"relationships":[{"type":"knows","from":"me","to":"<contact>"}]}""",
            """{"entities":[{"entity_type":"contact","ref":"me","fields":{"email":"eve@example.com"}}],"relationships":[{"type":"knows","from":"<invoice>","to":"me"}]}""",
        ],
    };
}

public partial record struct StructuredArea
{
    public Task<StructuredResult> StoreAsync(StructuredRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(StructuredModule.Store, request, progress: null, ct);
}
