import { BudgetSection, MethodSection } from './plan-sections.tsx';
import { SearchSection } from './search-section.tsx';
import { VariedSection } from './varied-section.tsx';

/** What is varied, how it is searched, what may be spent, and how far it is. */
export function SearchPanel() {
  return (
    <>
      <SearchSection />
      <VariedSection />
      <MethodSection />
      <BudgetSection />
    </>
  );
}
