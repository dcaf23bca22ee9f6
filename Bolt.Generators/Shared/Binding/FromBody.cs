using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The body.</summary>
internal readonly record struct FromBody(bool AllowEmpty);
