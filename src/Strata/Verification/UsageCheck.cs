using Strata.Accounts;
using Strata.Database;

namespace Strata.Verification;

/// <summary>Compares charged usage with a recount of sources and runs.</summary>
internal static class UsageCheck
{
    public static async Task RunAsync(UserConnection connection, Action<string, string> fault)
    {
        var row =
            await connection.QueryFirstOrDefaultAsync<UsageRow>($"select {UsageRow.Columns} from ledger_heads where user_id = @user")
            ?? throw new InvalidDataException($"The user '{connection.User}' has no ledger.");
        var counts = await UsageCounts.OfAsync(connection, row.Month);
        Compare("usage/storage", row.StorageBytes, counts.StorageBytes);
        Compare("usage/reserved", row.StorageReserved, counts.StorageReserved);
        Compare("usage/interpretations", row.Interpretations, counts.Interpretations);

        void Compare(string path, long charged, long counted)
        {
            if (charged != counted)
            {
                fault(
                    path,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{charged} is charged, {counted} is there; 'strata usage recount' mends it"
                    )
                );
            }
        }
    }
}
