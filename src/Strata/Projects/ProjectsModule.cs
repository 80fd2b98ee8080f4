using Strata.Operations;

namespace Strata.Projects;

/// <summary>Named groups of sources.</summary>
public static partial class ProjectsModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(
            36,
            "projects",
            "project_no",
            """
            project_no integer, name text, name_key text, description text, state text, named_seq integer, state_seq integer, created_at integer,
            updated_at integer, prompt text
            """
        )
        {
            Since = 31,
        },
        new(37, "project_sources", "project_no, source_no", "project_no integer, source_no integer, seq integer, is_member integer")
        {
            Since = 31,
        },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="ProjectsModule"/>
        public ProjectsArea Projects => new(strata);
    }
}

/// <inheritdoc cref="ProjectsModule"/>
public readonly partial record struct ProjectsArea(IStrata Strata);
