using System.Collections.Immutable;

namespace Bolt.Shared;

/// <summary>A pattern parameter; optional where a request may match without it.</summary>
internal readonly record struct RoutePatternParameter(string Name, bool IsOptional, bool IsCatchAll);
