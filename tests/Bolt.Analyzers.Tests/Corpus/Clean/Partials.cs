namespace Clean.Partials
{
    /// <summary>One handler class in several declarations: the group is said once, routes and constructor stand where they like.</summary>
    [BoltGroup("library", Auth = [typeof(JwtAuthentication)])]
    public sealed partial class Shelf
    {
        private readonly List<string> _titles;

        public Shelf(List<string> titles) => _titles = titles;

        [BoltGet("")]
        public IEnumerable<string> Titles() => _titles;

        [BoltGet("count")]
        public int Count() => _titles.Count;

        [BoltPost("title")]
        public partial string AddTitle(string title);

        [BoltDelete("title")]
        public partial bool RemoveTitle(string title);
    }

    // The other attributes of the class.
    [IsStaff]
    public partial class Shelf
    {
        public partial string AddTitle(string title)
        {
            _titles.Add(title);
            return title;
        }

        public partial bool RemoveTitle(string title) => _titles.Remove(title);

        [BoltGet("first-letter/{letter:alpha:length(1)}")]
        public IEnumerable<string> ByLetter(char letter) => _titles.Where(t => t.StartsWith(letter));

        [BoltPatch("rename/{from}/{to}")]
        public void Rename(string from, string to)
        {
            RemoveTitle(from);
            AddTitle(to);
        }
    }

    [BoltGroup("/library/loans", Auth = [typeof(JwtAuthentication)])]
    public static partial class Loans
    {
        [BoltGet("{id:int:min(1)}"), HasPermission("loans.read")]
        public static partial Task<string> Loan(int id, CancellationToken stop);

        public static partial Task<string> Loan(int id, CancellationToken stop) => Task.FromResult($"{id} {stop.IsCancellationRequested}");

        [BoltPost("{id:int:min(1)}/renewals")]
        [HasPermission("loans.renew")]
        static internal partial ValueTask Renew(int id);

        static internal partial ValueTask Renew(int id)
        {
            _ = id;
            return default;
        }

        [BoltPut("{id:int}/return", Guards = [typeof(IsAuthenticated)])]
        public static partial DateOnly Return(int id, AuthContext who);
    }

    static partial class Loans
    {
        public static partial DateOnly Return(int id, AuthContext who) => new(2026, 1, 1 + (id + who.UserId.Length) % 28);

        [BoltGet("overdue")]
        [HasAllPermissions("loans.read", "members.read")]
        public static string[] Overdue(DateOnly? before) => [before?.ToString("O") ?? "today"];
    }

    namespace Deeper
    {
        namespace Still
        {
            static partial class Outer
            {
                internal static partial class Middle
                {
                    public static partial class Inner
                    {
                        [BoltGet("/library/deep/a", Guards = [typeof(AllowAny)])]
                        public static string A() => nameof(A);
                    }
                }
            }
        }

        namespace Still
        {
            static partial class Outer
            {
                internal static partial class Middle
                {
                    public static partial class Inner
                    {
                        [BoltGet("/library/deep/b", Guards = [typeof(AllowAny)])]
                        public static string B() => nameof(B);
                    }

                    [BoltHead("/library/deep/c", Guards = [typeof(AllowAny)])]
                    public static void C()
                    {
                    }
                }
            }
        }
    }
}
