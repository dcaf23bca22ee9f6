using System.ComponentModel.DataAnnotations;
using Bolt;

namespace Consumer;

/// <summary>A new order.</summary>
#pragma warning disable ASP0029 // experimental in .NET 10
[Microsoft.Extensions.Validation.ValidatableType]
#pragma warning restore ASP0029
public sealed record NewOrder([Required, StringLength(20)] string What);

public static class Validated
{
    [BoltPost("/validated", Guards = [typeof(AllowAny)])]
    public static string Create(NewOrder order) => order.What;
}
