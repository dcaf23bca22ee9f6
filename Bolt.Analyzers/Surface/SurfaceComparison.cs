using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>
/// What is recorded, compared with what the application maps: its own routes and those of the libraries it references. One for a compilation and a file, shared by the rules and the
/// fixes. A route is compared with what is recorded of its handler, so that an edit of one handler asks nothing of the others.
/// </summary>
internal sealed class SurfaceComparison
{
    private readonly BoltSymbols _symbols;
    private readonly Dictionary<string, SurfaceLine> _byKey = new(StringComparer.Ordinal);
    private readonly ILookup<string, SurfaceLine> _byHandler;
    private readonly ConcurrentDictionary<(ISymbol Type, string Method), IReadOnlyList<SurfaceDifference>> _ofHandlers = new();
    private readonly Lazy<IReadOnlyList<LibrarySurface>> _libraries;
    private readonly Lazy<IReadOnlyList<SurfaceDifference>> _ofLibraries;
    private readonly Lazy<Location?> _mapCall;

    public SurfaceComparison(BoltSymbols symbols, SurfaceFile file)
    {
        _symbols = symbols;
        Recorded = file.Entries;
        foreach (var entry in file.Entries)
        {
            if (!_byKey.ContainsKey(entry.Line.Key))
            {
                _byKey.Add(entry.Line.Key, entry.Line);
            }
        }

        _byHandler = _byKey.Values.ToLookup(static l => l.Handler, StringComparer.Ordinal);
        _libraries = Once<IReadOnlyList<LibrarySurface>>(() => symbols.IsApplication ? LibrarySurface.ReadAll(symbols.Compilation) : []);
        _ofLibraries = Once<IReadOnlyList<SurfaceDifference>>(() => [.. Find([.. Libraries.SelectMany(static l => l.Lines)])]);
        _mapCall = Once(FindMapCall);
    }

    public IReadOnlyList<SurfaceEntry> Recorded { get; }

    /// <summary>Only an application maps what it references.</summary>
    public IReadOnlyList<LibrarySurface> Libraries => _libraries.Value;

    /// <summary>What is different about the routes of libraries. What is recorded and gone is not among it.</summary>
    public IReadOnlyList<SurfaceDifference> OfLibraries => _ofLibraries.Value;

    /// <summary>The first <c>MapBolt()</c> of the application: the place for what has none of its own.</summary>
    public Location? MapCall => _mapCall.Value;

    /// <summary>What is different about a route; nothing where it cannot be said yet what it asks.</summary>
    public IEnumerable<SurfaceDifference> Of(Route route) =>
        route.Surface.All(IsRecorded) ? [] : _ofHandlers.GetOrAdd((route.Type, route.Method.Name), ReadHandler).Where(d => route.Surface.Contains(d.Current));

    /// <summary>Everything that is different, with what is recorded and gone.</summary>
    /// <param name="routes">All of this compilation.</param>
    public SurfaceState OfAll(IEnumerable<Route> routes)
    {
        var current = Known(routes).Concat(Libraries.SelectMany(static l => l.Lines)).OrderBy(static l => l, SurfaceFile.Order).ToList();
        var differences = SurfaceDifference.Find(_byKey.Values, current);
        if (Libraries.Any(static l => l.Problem is not null))
        {
            // What looks gone may be one of theirs.
            differences = [.. differences.Where(static d => d.Kind != SurfaceDifferenceKind.Vanished)];
        }

        return new([.. _byKey.Values], current, differences);
    }

    /// <summary>Nothing is different about a line that is recorded as it is: most are, and no more is asked of them.</summary>
    private bool IsRecorded(SurfaceLine line)
    {
        foreach (var recorded in _byHandler[line.Handler])
        {
            if (recorded.Says(line))
            {
                return true;
            }
        }

        return false;
    }

    private IReadOnlyList<SurfaceDifference> ReadHandler((ISymbol Type, string Method) handler) =>
        [.. Find(Known(_symbols.RoutesOf((INamedTypeSymbol)handler.Type, handler.Method)))];

    /// <summary>Compares lines with what is recorded of them and of their handlers.</summary>
    private IEnumerable<SurfaceDifference> Find(IReadOnlyList<SurfaceLine> current)
    {
        var recorded = new HashSet<SurfaceLine>(current.SelectMany(l => _byHandler[l.Handler]));
        recorded.UnionWith(current.Where(l => _byKey.ContainsKey(l.Key)).Select(l => _byKey[l.Key]));
        return SurfaceDifference.Find(recorded, current).Where(static d => d.Current is not null);
    }

    /// <summary>The lines of routes. For those of which it cannot be said yet what they ask, what is recorded of them is taken for true.</summary>
    private List<SurfaceLine> Known(IEnumerable<Route> routes)
    {
        var lines = new List<SurfaceLine>();
        HashSet<SurfaceLine>? taken = null;
        foreach (var route in routes.Where(static r => r.IsServed))
        {
            if (route.IsSurfaceKnown)
            {
                lines.AddRange(route.Surface);
                continue;
            }

            taken ??= [];
            foreach (var line in route.Surface)
            {
                taken.UnionWith(_byHandler[line.Handler]);
                if (_byKey.TryGetValue(line.Key, out var recorded))
                {
                    taken.Add(recorded);
                }
            }
        }

        if (taken is not null)
        {
            var served = new HashSet<string>(lines.Select(static l => l.Key), StringComparer.Ordinal);
            lines.AddRange(taken.Where(l => !served.Contains(l.Key)));
        }

        return lines;
    }

    private Location? FindMapCall()
    {
        foreach (var tree in _symbols.Compilation.SyntaxTrees.Where(static t => !SourceTokens.IsOwnOutput(t)).OrderBy(static t => t.FilePath, StringComparer.Ordinal))
        {
            foreach (var token in SourceTokens.FindName(tree, BoltNames.MapMethod, CancellationToken.None))
            {
                if (token.Parent is IdentifierNameSyntax name)
                {
                    return name.GetLocation();
                }
            }
        }

        return null;
    }

    private static Lazy<T> Once<T>(Func<T> read) => new(read, LazyThreadSafetyMode.ExecutionAndPublication);
}
