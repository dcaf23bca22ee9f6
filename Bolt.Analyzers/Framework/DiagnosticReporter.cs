using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>
/// Reports one rule, each place once: a guard attribute that several routes of a method share is one mistake. Created for every symbol.
/// </summary>
internal sealed class DiagnosticReporter(DiagnosticDescriptor descriptor, Action<Diagnostic> report, SyntaxTree? onlyIn)
{
    private HashSet<Location>? _reported;

    public void Report(Location location, params object?[] arguments) => Report(location, null, null, arguments);

    public void Report(Location location, DiagnosticSeverity? severity, ImmutableDictionary<string, string?>? properties, params object?[] arguments)
    {
        if ((onlyIn is null || location.SourceTree == onlyIn) && (_reported ??= []).Add(location))
        {
            report(Diagnostic.Create(descriptor, location, severity ?? descriptor.DefaultSeverity, (IEnumerable<Location>?)null, properties, arguments));
        }
    }
}
