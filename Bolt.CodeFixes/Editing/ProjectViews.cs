using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace Bolt.CodeFixes;

/// <summary>A handler may be used from other projects of the solution, too: those that reference its own.</summary>
internal static class ProjectViews
{
    /// <summary>The symbol in its own compilation and as each project that can name it sees it.</summary>
    public static async Task<List<(T Symbol, Compilation Compilation)>> GetAsync<T>(T symbol, Compilation own, Project project, CancellationToken cancellationToken)
        where T : class, ISymbol
    {
        var views = new List<(T, Compilation)> { (symbol, own) };
        if (DocumentationCommentId.CreateDeclarationId(symbol) is not { } id)
        {
            return views;
        }

        foreach (var dependent in project.Solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(project.Id))
        {
            if (project.Solution.GetProject(dependent) is { } other
                && await other.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation
                && DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is T there)
            {
                views.Add((there, compilation));
            }
        }

        return views;
    }
}
