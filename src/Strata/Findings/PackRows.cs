using Strata.Database;
using Strata.Interpretation;
using Strata.Ledger;

namespace Strata.Findings;

/// <summary>Keeps what an interpreter was asked and answered (table <c>packs</c>).</summary>
internal static class PackRows
{
    private static readonly BulkTable Table = new(
        "packs",
        ["run_no", "document_no", "first_block"],
        [
            new("run_no", BulkType.Integer),
            new("document_no", BulkType.Integer),
            new("first_block", BulkType.Integer),
            new("last_block", BulkType.Integer),
            new("request_hash", BulkType.Text),
            new("request", BulkType.Text),
            new("answer", BulkType.Text),
        ]
    );

    public static void Add(LedgerSession session, long runNo, long documentNo, PackAnswer pack) =>
        session.Add(Table, [runNo, documentNo, pack.FirstBlock, pack.LastBlock, pack.Request.Hash, pack.Request.Json, pack.Answer]);
}
