using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>A source with a name of its own, if one is given.</summary>
internal readonly record struct FromNamed(string? Name);
