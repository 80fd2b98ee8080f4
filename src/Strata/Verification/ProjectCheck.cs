using Strata.Database;
using Strata.Projects;

namespace Strata.Verification;

/// <summary>Compares projects and what is in them with the decisions about them.</summary>
internal static class ProjectCheck
{
    public static async Task<int> RunAsync(UserConnection connection, Action<string, string> fault)
    {
        foreach (var no in await ProjectHistory.NumbersAsync(connection))
        {
            if (!await IsRightAsync(connection, no))
            {
                fault("projects/" + Ids.Project(no), "differs from the decisions about it; rebuild makes it anew");
            }
        }
        return 0;
    }

    /// <summary>Makes the rows of a project from its decisions if they differ; whether they did.</summary>
    public static async Task<bool> MendAsync(UserTransaction tx, long projectNo)
    {
        if (await IsRightAsync(tx, projectNo))
        {
            return false;
        }
        var stated = await ProjectHistory.OfLedgerAsync(tx, projectNo);
        await tx.ExecuteAsync("delete from project_sources where user_id = @user and project_no = @projectNo", new { projectNo });
        await tx.ExecuteAsync("delete from projects where user_id = @user and project_no = @projectNo", new { projectNo });
        if (stated.Project is { } project)
        {
            await ProjectHistory.WriteAsync(tx, [project], stated.Memberships);
        }
        return true;
    }

    private static async Task<bool> IsRightAsync(UserConnection connection, long projectNo)
    {
        var (stated, held) = (
            await ProjectHistory.OfLedgerAsync(connection, projectNo),
            await ProjectHistory.OfTablesAsync(connection, projectNo)
        );
        return stated.Project == held.Project && stated.Memberships.SequenceEqual(held.Memberships);
    }
}
