using Strata.Testing;

namespace Strata.Projects;

/// <summary>Projects group sources; every change of them is a decision.</summary>
public sealed class ProjectTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-3")]
    public async Task A_source_is_in_several_projects_and_lists_show_what_is_of_one(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var people = await user.IngestAsync("people.csv", "email,name\nada@example.com,Ada\nbea@example.com,Bea\n");
        var notes = await user.IngestAsync("notes.csv", "email,name\ncid@example.com,Cid\n");
        var taxes = await CreateAsync(user, "Taxes");
        var house = await CreateAsync(user, "House");

        (await AddAsync(user, taxes, people.SourceId)).Changed.ShouldBe(1);
        (await AddAsync(user, house, people.SourceId, notes.SourceId)).Changed.ShouldBe(2);
        var again = await AddAsync(user, house, people.SourceId);

        again.Changed.ShouldBe(0);
        again.DecisionId.ShouldBeNull();
        (await SourcesAsync(user, "taxes")).ShouldBe([people.SourceId]);
        (await SourcesAsync(user, house)).ShouldBe([notes.SourceId, people.SourceId]);
        (await user.Documents.ListAsync(new DocumentQuery { Project = taxes }, None))
            .Items.ShouldHaveSingleItem()
            .SourceId.ShouldBe(people.SourceId);
        (await user.Runs.ListAsync(new ListRuns { Project = taxes }, None)).Items.ShouldHaveSingleItem().SourceId.ShouldBe(people.SourceId);
        var query = new EntityQuery { Project = "Taxes", EntityType = "contact" };
        (await user.Search.ListAsync(query, ReadAt.Now, None)).Items.Select(e => e.Title).Order().ShouldBe(["Ada", "Bea"]);
        var merged = query with { IncludeMerged = true, Sort = "-name", Limit = 1 };
        (await user.Search.ListAsync(merged, ReadAt.Now, None)).Items.ShouldHaveSingleItem().Title.ShouldBe("Bea");
        (await RefusedAsync(() => user.Search.ListAsync(query, new ReadAt("1000000"), None))).ShouldBe(ErrorCode.InvalidContent);
        (await RefusedAsync(() => SourcesAsync(user, "Gone"))).ShouldBe(ErrorCode.ProjectNotFound);

        var counts = (await user.Projects.GetAsync(house, None)).Counts.ShouldNotBeNull();
        counts.Entities.ShouldBe(3);
        counts.Observations.ShouldBe(3);
        counts.Documents.ShouldBe(2);
        counts.Sources.ShouldBe(new Dictionary<string, long> { ["completed"] = 2 });
        counts.Exclusive.ShouldBe(1);
        var rows = (await user.Projects.ListSourcesAsync(new ListProjectSources { ProjectId = house }, None)).Items;
        rows.Select(r => (r.SourceId, r.Status, r.Observations))
            .ShouldBe([(people.SourceId, RunStatus.Completed, 2), (notes.SourceId, RunStatus.Completed, 1)]);
        (await user.Projects.ListAsync(new ListProjects(), None))
            .Items.Select(p => (p.Name, p.SourceCount))
            .ShouldBe([("House", 2), ("Taxes", 1)]);
        (await store.Bob.Projects.ListAsync(new ListProjects(), None)).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "B-3"), Trait("req", "G6")]
    public async Task Every_decision_about_a_project_is_undone_by_another_and_only_once(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var one = (await user.IngestAsync("one.txt", "one")).SourceId;
        var two = (await user.IngestAsync("two.txt", "two")).SourceId;
        var created = await user.Projects.CreateAsync(new CreateProject { Name = "First", Description = "d" }, None);
        var id = created.Project.ProjectId;

        var renamed = await user.Projects.UpdateAsync(new UpdateProject { ProjectId = id, Name = "Second" }, None);
        renamed.Project.Description.ShouldBe("d");
        var back = await UndoAsync(user, renamed);
        back.Kind.ShouldBe(HistoryKind.ChangeProject);
        (await user.Projects.GetAsync(id, None)).Name.ShouldBe("First");
        await RefusedAgainAsync(user, renamed);
        await user.RetractAsync(back.Id);
        (await user.Projects.GetAsync(id, None)).Name.ShouldBe("Second");

        var added = await AddAsync(user, id, one, two);
        var removed = await user.Projects.RemoveAsync(new ProjectSources { ProjectId = id, SourceIds = [one] }, None);
        await UndoAsync(user, added); // Only two is there by it.
        (await SourcesAsync(user, id)).ShouldBeEmpty();
        await UndoAsync(user, removed);
        (await SourcesAsync(user, id)).ShouldBe([one]);
        await RefusedAgainAsync(user, added);
        await RefusedAgainAsync(user, removed);

        var deleted = await user.Projects.DeleteAsync(new DeleteProject { ProjectId = id }, None);
        deleted.Project.State.ShouldBe(ProjectState.Deleted);
        (await RefusedAsync(() => AddAsync(user, id, two))).ShouldBe(ErrorCode.Conflict);
        var other = await CreateAsync(user, "second");
        (await RefusedAsync(() => UndoAsync(user, deleted))).ShouldBe(ErrorCode.Conflict); // The name is taken.
        await user.Projects.UpdateAsync(new UpdateProject { ProjectId = other, Name = "Third" }, None);
        await UndoAsync(user, deleted);
        (await SourcesAsync(user, "Second")).ShouldBe([one]);
        await UndoAsync(user, created).ContinueWith(t => t.IsFaulted.ShouldBeTrue(), None); // It was deleted and restored since.
        (await user.Projects.ListAsync(new ListProjects(), None)).Items.Count.ShouldBe(2);

        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        var audit = await user.Audit.ListAsync(new AuditQuery { About = id, Limit = 100 }, None);
        audit.Items.Select(a => a.Action).Distinct().Count().ShouldBe(6);
        audit.Items[^1].Action.ShouldBe("create_project");
    }

    [Theory, DatabaseData]
    public async Task Names_are_unique_and_requests_are_checked_and_answered_once(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var request = new CreateProject { Name = " Taxes ", IdempotencyKey = "k" };
        var first = await user.Projects.CreateAsync(request, None);

        first.Project.Name.ShouldBe("Taxes");
        (await user.Projects.CreateAsync(request, None)).Project.ProjectId.ShouldBe(first.Project.ProjectId);
        (await RefusedAsync(() => CreateAsync(user, "TAXES"))).ShouldBe(ErrorCode.Conflict);
        foreach (var name in (string[])["", " ", "a\nb", "prj_7", new string('x', 201)])
        {
            (await RefusedAsync(() => CreateAsync(user, name))).ShouldBe(ErrorCode.InvalidContent, name);
        }
        (await RefusedAsync(() => AddAsync(user, "Taxes"))).ShouldBe(ErrorCode.InvalidContent);
        (await RefusedAsync(() => AddAsync(user, "Taxes", "src_000000000000000000000000"))).ShouldBe(ErrorCode.SourceNotFound);
        (await RefusedAsync(() => AddAsync(user, "Rent", "src_000000000000000000000000"))).ShouldBe(ErrorCode.ProjectNotFound);
        await CreateAsync(store.Bob, "Taxes");
    }

    [Theory, DatabaseData, Trait("req", "G3")]
    public async Task Projects_follow_from_the_ledger_and_go_with_a_backup(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var one = (await user.IngestAsync("one.txt", "one")).SourceId;
        var id = await CreateAsync(user, "First");
        await AddAsync(user, id, one);
        await user.Projects.UpdateAsync(
            new UpdateProject
            {
                ProjectId = id,
                Name = "Second",
                Description = "what it is for",
            },
            None
        );
        var before = await user.Projects.GetAsync(id, None);

        await WriteFaults.DamageAsync(store, "update projects set name = 'Forged' where user_id = 'alice'");
        await WriteFaults.DamageAsync(store, "update project_sources set is_member = 0 where user_id = 'alice'");
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldContain(f => f.Path == $"projects/{id}");
        await user.Verification.RebuildAsync(null, None);

        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        (await user.Projects.GetAsync(id, None)).ShouldBeEquivalentTo(before);
        using var backup = new MemoryStream();
        await store.Store.BackupAsync(new UserId("alice"), backup, null, None);
        backup.Position = 0;
        (await store.Store.RestoreAsync(new UserId("carol"), backup, null, None)).Verified.Faults.ShouldBeEmpty();
        (await store.Store.For(new UserId("carol"), "carol").Projects.GetAsync("second", None)).SourceCount.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "B-3")]
    public async Task Deleting_a_project_with_its_sources_erases_those_that_no_other_holds(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var own = (await user.IngestAsync("own.csv", "email,name\nada@example.com,Ada\n")).SourceId;
        var shared = (await user.IngestAsync("shared.csv", "email,name\nbea@example.com,Bea\n")).SourceId;
        var (going, staying) = (await CreateAsync(user, "Going"), await CreateAsync(user, "Staying"));
        await AddAsync(user, going, own, shared);
        await AddAsync(user, staying, shared);

        var preview = await user.Erasures.PreviewAsync(new ErasureScope { Project = "Going" }, None);
        preview.Sources.Select(s => s.SourceId).ShouldBe([own]);
        await user.Erasures.EraseAsync(new ErasePart { Project = "Going", Confirm = preview.Confirm }, null, None);

        (await user.Projects.GetAsync(going, None)).State.ShouldBe(ProjectState.Deleted);
        (await user.Sources.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem().SourceId.ShouldBe(shared);
        (await user.ListAsync("contact")).ShouldHaveSingleItem().Title.ShouldBe("Bea");
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Members_of_a_container_are_added_with_it_if_asked(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        var zip = await user.IngestAsync("two.zip", Zipped(("a.txt", "alpha"), ("b.txt", "beta")));
        var id = await CreateAsync(user, "Zip");

        (await AddAsync(user, id, zip.SourceId)).Changed.ShouldBe(1);
        var all = new ProjectSources
        {
            ProjectId = id,
            SourceIds = [zip.SourceId],
            WithMembers = true,
        };
        (await user.Projects.AddAsync(all, None)).Changed.ShouldBe(2);
    }

    private static byte[] Zipped(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }
        return bytes.ToArray();
    }

    private static async Task<string> CreateAsync(IStrata user, string name) =>
        (await user.Projects.CreateAsync(new CreateProject { Name = name }, None)).Project.ProjectId;

    private static Task<ProjectChange> AddAsync(IStrata user, string project, params string[] sources) =>
        user.Projects.AddAsync(new ProjectSources { ProjectId = project, SourceIds = sources }, None);

    private static async Task<IEnumerable<string>> SourcesAsync(IStrata user, string project) =>
        (await user.Sources.ListAsync(new ListSources { Project = project }, None)).Items.Select(s => s.SourceId);

    private static Task<DecisionResult> UndoAsync(IStrata user, ProjectChange change) =>
        user.RetractAsync(change.DecisionId.ShouldNotBeNull());

    private static async Task RefusedAgainAsync(IStrata user, ProjectChange change) =>
        (await RefusedAsync(() => UndoAsync(user, change))).ShouldBe(ErrorCode.Conflict);

    private static async Task<ErrorCode> RefusedAsync<T>(Func<Task<T>> act) => (await Should.ThrowAsync<StrataException>(act)).Code;
}
