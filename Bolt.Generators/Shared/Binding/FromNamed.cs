using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>A source and its name, if one is given.</summary>
internal readonly record struct FromNamed(string? Name);
